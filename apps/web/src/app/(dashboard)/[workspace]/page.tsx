import { redirect } from "next/navigation";
import type { WorkspaceParams } from "../../route-props.ts";

export default async function WorkspacePage({ params }: { params: WorkspaceParams }) {
  redirect(`/${(await params).workspace}/bugs`);
}
