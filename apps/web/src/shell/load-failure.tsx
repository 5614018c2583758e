import { Button } from "@hawkmoth/ui/button";
import { RotateCw } from "lucide-react";
import { errorText } from "../data/error-body.ts";

interface LoadFailureProps {
  /** What is missing now, as a sentence. */
  what: string;
  error: unknown;
  isRetrying: boolean;
  onRetry: () => void;
}

/** Stands where something could not be read: what happened, and another try. */
export function LoadFailure({ what, error, isRetrying, onRetry }: LoadFailureProps) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-fail-soft px-3 py-2">
      <p className="min-w-0 flex-1">
        <span className="font-medium text-fail">{what}</span> {errorText(error)}
      </p>
      <Button size="sm" isPending={isRetrying} onClick={onRetry}>
        <RotateCw aria-hidden /> Try again
      </Button>
    </div>
  );
}
