import { Skeleton } from "@hawkmoth/ui/skeleton";

const WIDTHS = [
  "w-3/5",
  "w-2/5",
  "w-1/2",
  "w-2/3",
  "w-1/3",
  "w-3/5",
  "w-1/2",
  "w-2/5",
  "w-3/5",
  "w-1/3",
  "w-1/2",
  "w-2/3",
];

export function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading bugs">
      {WIDTHS.map((width, index) => (
        <div
          key={`${width}-${index.toString()}`}
          className="flex h-9 items-center gap-4 border-b border-line px-4 md:px-6"
        >
          <Skeleton className="size-4" />
          <Skeleton className="hidden h-3 w-14 sm:block" />
          <Skeleton className="size-4 rounded-full" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
