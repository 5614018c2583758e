import { Skeleton } from "@hawkmoth/ui/skeleton";

export function BugSkeleton() {
  return (
    <div role="status" aria-label="Loading the bug" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 items-center border-b border-line px-4">
        <Skeleton className="h-3 w-24" />
      </div>
      <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex flex-col gap-4 px-4 pt-4 md:px-6">
          <Skeleton className="h-6 w-3/5" />
          <Skeleton className="h-3 w-2/5" />
          <Skeleton className="aspect-[16/9] max-h-[52dvh] w-full rounded-md" />
        </div>
        <div className="flex flex-col gap-4 border-line p-4 max-lg:hidden lg:border-l">
          {["w-1/2", "w-2/5", "w-2/5", "w-3/5", "w-1/3"].map((width, index) => (
            <Skeleton key={`${width}-${index.toString()}`} className={`h-4 ${width}`} />
          ))}
        </div>
      </div>
    </div>
  );
}
