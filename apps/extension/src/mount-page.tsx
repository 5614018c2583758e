import "./style.css";
import { TooltipProvider } from "@hawkmoth/ui/tooltip";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";

/** Puts a page of the extension into its document. */
export function mountPage(page: ReactNode): void {
  const root = document.querySelector("#root");
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <TooltipProvider>{page}</TooltipProvider>
    </StrictMode>,
  );
}
