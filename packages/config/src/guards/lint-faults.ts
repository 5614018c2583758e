/** One fault that the linter has to find. */
export interface LintFault {
  /** The rule as oxlint names it. */
  rule: string;
  path: string;
  text: string;
  /** Part of the message, where one rule has several. */
  says?: string;
}

const many = (line: string, count: number): string => `${line}\n`.repeat(count);

/** A planted fault for every rule that holds the house rules up. */
export const LINT_FAULTS: readonly LintFault[] = [
  {
    rule: "hawkmoth(guarded-mutations)",
    says: "without calling authorize()",
    path: "packages/services/src/bug/delete-planted.ts",
    text: "/** Planted. */\nexport async function deletePlanted(tx: { delete(x: unknown): Promise<void> }) {\n  await tx.delete(1);\n  recordActivity();\n}\ndeclare function recordActivity(): void;\n",
  },
  {
    rule: "hawkmoth(guarded-mutations)",
    says: "without calling recordActivity()",
    path: "packages/services/src/bug/touch-planted.ts",
    text: "/** Planted. */\nexport async function touchPlanted(tx: { update(x: unknown): Promise<void> }) {\n  authorize();\n  await tx.update(1);\n}\ndeclare function authorize(): void;\n",
  },
  {
    rule: "hawkmoth(guarded-mutations)",
    says: "before it calls authorize()",
    path: "packages/services/src/bug/late-planted.ts",
    text: "/** Planted. */\nexport async function latePlanted(tx: { update(x: unknown): Promise<void> }) {\n  await tx.update(1);\n  authorize();\n  recordActivity();\n}\ndeclare function authorize(): void;\ndeclare function recordActivity(): void;\n",
  },
  {
    rule: "hawkmoth(guarded-mutations)",
    says: "without calling authorize()",
    path: "packages/services/src/bug/update-planted.ts",
    text: "/** Planted. */\nexport async function updatePlanted(save: () => Promise<void>) {\n  await save();\n}\n",
  },
  {
    rule: "hawkmoth(layer-imports)",
    says: "@hawkmoth/api must not import @hawkmoth/db/client",
    path: "packages/api/src/procedures/planted-own.ts",
    text: 'import { connect } from "@hawkmoth/db/client";\nexport const planted = connect;\n',
  },
  {
    rule: "hawkmoth(layer-imports)",
    says: "@hawkmoth/api must not import drizzle-orm",
    path: "packages/api/src/procedures/planted-drizzle.ts",
    text: 'import { eq } from "drizzle-orm";\nexport const planted = eq;\n',
  },
  {
    rule: "hawkmoth(layer-imports)",
    says: "may import only types from @hawkmoth/services/ports",
    path: "packages/adapters/src/planted.ts",
    text: 'import { ports } from "@hawkmoth/services/ports";\nexport const planted = ports;\n',
  },
  {
    rule: "hawkmoth(layer-imports)",
    says: "@hawkmoth/api-server must not import @hawkmoth/mcp/host",
    path: "apps/api/src/planted-tests-only.ts",
    text: 'import { createHost } from "@hawkmoth/mcp/host";\nexport const planted = createHost;\n',
  },
  {
    rule: "hawkmoth(path-names)",
    path: "packages/replay/src/utils/planted.ts",
    text: "const planted = 1;\nvoid planted;\n",
  },
  {
    rule: "hawkmoth(path-names)",
    path: "packages/replay/src/PlantedFile.ts",
    text: "const planted = 1;\nvoid planted;\n",
  },
  {
    rule: "hawkmoth(no-double-assertion)",
    path: "packages/db/src/planted-cast.ts",
    text: "export const planted = 1 as unknown as string;\n",
  },
  {
    rule: "hawkmoth(no-barrels)",
    path: "packages/db/src/planted-barrel.ts",
    text: 'export * from "./client.ts";\n',
  },
  {
    rule: "hawkmoth(catalogued-errors)",
    path: "packages/auth/src/planted-throw.ts",
    text: 'export function planted(): never {\n  throw new Error("planted");\n}\n',
  },
  {
    rule: "hawkmoth(documented-exports)",
    path: "packages/domain/src/planted-export.ts",
    text: "export const planted = 1;\n",
  },
  { rule: "eslint(max-lines)", path: "packages/db/src/planted-long.ts", text: many("void 0;", 301) },
  {
    rule: "eslint(max-lines-per-function)",
    path: "packages/db/src/planted-function.ts",
    text: `export function planted(): void {\n${many("  void 0;", 50)}}\n`,
  },
  {
    rule: "eslint(max-lines-per-function)",
    path: "apps/web/src/planted-component.tsx",
    text: `export function Planted() {\n${many("  void 0;", 150)}  return null;\n}\n`,
  },
  {
    rule: "eslint(max-params)",
    path: "packages/db/src/planted-params.ts",
    text: "export const planted = (a: 1, b: 1, c: 1, d: 1): number[] => [a, b, c, d];\n",
  },
  {
    rule: "typescript(no-explicit-any)",
    path: "packages/db/src/planted-any.ts",
    text: "export const planted: any = 1;\n",
  },
  {
    rule: "typescript(no-non-null-assertion)",
    path: "packages/db/src/planted-bang.ts",
    text: "export const planted = (x: string | null): string => x!;\n",
  },
  {
    rule: "typescript(ban-ts-comment)",
    path: "packages/db/src/planted-ignore.ts",
    text: "// @ts-ignore\nexport const planted = 1;\n",
  },
  {
    rule: "typescript(no-floating-promises)",
    path: "packages/db/src/planted-floating.ts",
    text: "export function planted(): void {\n  Promise.resolve(1);\n}\n",
  },
  {
    rule: "typescript(switch-exhaustiveness-check)",
    path: "packages/db/src/planted-switch.ts",
    text: 'export function planted(x: "A" | "B"): number {\n  switch (x) {\n    case "A":\n      return 1;\n  }\n  return 2;\n}\n',
  },
  {
    rule: "import(no-cycle)",
    path: "packages/db/src/planted-cycle-a.ts",
    text: 'import { b } from "./planted-cycle-b.ts";\nexport const a = (): unknown => b;\n',
  },
  {
    rule: "import(no-cycle)",
    path: "packages/db/src/planted-cycle-b.ts",
    text: 'import { a } from "./planted-cycle-a.ts";\nexport const b = (): unknown => a;\n',
  },
  {
    rule: "import(no-cycle)",
    path: "packages/db/src/planted-types-a.ts",
    text: 'import type { B } from "./planted-types-b.ts";\nexport type A = { b: B } | null;\n',
  },
  {
    rule: "import(no-cycle)",
    path: "packages/db/src/planted-types-b.ts",
    text: 'import type { A } from "./planted-types-a.ts";\nexport type B = { a: A } | null;\n',
  },
];
