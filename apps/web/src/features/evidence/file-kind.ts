import type { Artifact } from "@hawkmoth/domain/capture/schema";

const WORDS: Readonly<Record<string, string>> = { MD: "Markdown", MARKDOWN: "Markdown", TXT: "Text", LOG: "Log" };
const FAMILIES: readonly string[] = ["image", "audio", "video"];

/** What a file is in a word or two, such as "PNG image". The name says it better than the type that a program sent. */
export function fileKind({ content_type, file_name }: Pick<Artifact, "content_type" | "file_name">): string {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(file_name ?? "")?.[1]?.toUpperCase();
  const family = content_type.split("/", 1)[0] ?? "";
  const noun = FAMILIES.includes(family) ? family : "file";
  if (extension) return WORDS[extension] ?? `${extension} ${noun}`;
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}
