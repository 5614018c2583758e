"use client";
import { cn } from "@hawkmoth/ui/cn";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

interface NavItemProps {
  href: string;
  /** A filter of the list this item stands for, as `name=value`. */
  query?: string;
  icon: ReactNode;
  label: string;
  count?: number;
  countLabel?: string;
}

const OWN_FILTERS = ["assignee", "project"];

export function NavItem({ href, query, icon, label, count, countLabel }: NavItemProps) {
  const pathname = usePathname();
  const params = useSearchParams();
  const [name, value] = query?.split("=") ?? [];
  const shown = OWN_FILTERS.find((filter) => params.get(filter) !== null);
  const isHere = pathname === href || pathname.startsWith(`${href}/`);
  const isCurrent = isHere && (name ? params.get(name) === value : pathname !== href || shown === undefined);
  return (
    <li>
      <Link
        href={query ? `${href}?${query}` : href}
        prefetch={false}
        aria-current={isCurrent ? "page" : undefined}
        className={cn(
          "flex h-7 items-center gap-2 rounded-md px-2.5 text-muted hover:bg-hover hover:text-ink [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.5]",
          isCurrent && "bg-pressed font-medium text-ink hover:bg-pressed",
        )}
      >
        {icon}
        <span className="truncate">{label}</span>
        {count ? (
          <span className="ml-auto rounded-sm bg-wait-soft px-1.5 text-2xs font-medium text-wait">
            {count}
            <span className="sr-only"> {countLabel}</span>
          </span>
        ) : null}
      </Link>
    </li>
  );
}
