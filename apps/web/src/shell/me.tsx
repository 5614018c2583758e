"use client";
import type { Me } from "@hawkmoth/domain/account/schema";
import { type ReactNode, createContext, useContext } from "react";

/** The signed-in person in one workspace. */
export interface Visitor {
  me: Me;
  /** Slug of the workspace the page belongs to. */
  workspace: string;
  /** Path of a page of this workspace. */
  path: (page: string) => string;
}

const VisitorContext = createContext<Visitor | null>(null);

export function VisitorProvider({ me, workspace, children }: { me: Me; workspace: string; children: ReactNode }) {
  return <VisitorContext value={{ me, workspace, path: (page) => `/${workspace}/${page}` }}>{children}</VisitorContext>;
}

/** @throws Error outside a workspace page. */
export function useVisitor(): Visitor {
  const visitor = useContext(VisitorContext);
  if (!visitor) throw new Error("useVisitor needs a VisitorProvider");
  return visitor;
}
