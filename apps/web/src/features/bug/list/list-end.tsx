import { Skeleton } from "@hawkmoth/ui/skeleton";

export function ListEnd({ isLoading }: { isLoading: boolean }) {
  return (
    <div role="status" className="h-9 px-6">
      {isLoading ? (
        <>
          <span className="sr-only">Loading more bugs</span>
          <Skeleton className="mt-3 h-3 w-2/5" />
        </>
      ) : null}
    </div>
  );
}
