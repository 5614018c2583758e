import type { Artifact } from "@hawkmoth/domain/capture/schema";
import { Button } from "@hawkmoth/ui/button";
import { Download, FileImage, FileText } from "lucide-react";
import { fileKind } from "./file-kind.ts";
import { formatBytes } from "./request-text.ts";

interface AttachedFilesProps {
  files: readonly Artifact[];
  hrefOf: (file: Artifact) => string;
}

/** Files that the reporter attached. Anybody may have made them, so they are downloaded and never opened in a page. */
export function AttachedFiles({ files, hrefOf }: AttachedFilesProps) {
  return (
    <section className="border-t border-line px-3 py-2 first:border-t-0">
      <h3 className="text-xs font-medium">
        Attached files <span className="pl-1 font-normal text-faint">{files.length}</span>
      </h3>
      <ul aria-label="Attached files" className="mt-1 divide-y divide-line">
        {files.map((file) => (
          <li key={file.id} className="flex items-center gap-3 py-1.5">
            <FileIcon type={file.content_type} />
            <div className="min-w-0 flex-1">
              <bdi title={nameOf(file)} className="block truncate">
                {nameOf(file)}
              </bdi>
              <p title={file.content_type} className="truncate text-2xs text-faint">
                {fileKind(file)}, {formatBytes(file.size_bytes)}
              </p>
            </div>
            <Button asChild size="sm">
              <a href={hrefOf(file)} download={nameOf(file)} aria-label={`Download ${nameOf(file)}`}>
                <Download aria-hidden />
                <span className="max-sm:hidden">Download</span>
              </a>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf({ file_name, id }: Artifact): string {
  return file_name ?? id;
}

function FileIcon({ type }: { type: string }) {
  const looks = "size-4 shrink-0 stroke-[1.5] text-muted";
  return type.startsWith("image/") ? (
    <FileImage aria-hidden className={looks} />
  ) : (
    <FileText aria-hidden className={looks} />
  );
}
