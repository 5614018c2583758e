import { isRecord } from "../json-schema.ts";
import type { Presenter } from "./presenter.ts";

/** A bug that was filed; where another stands for it, the answer begins by saying that nothing was filed. */
export const filedBug: Presenter = {
  complete: (value, { listed }) => {
    const { bug, created } = value;
    if (created !== false || !isRecord(bug)) return value;
    const comment = listed.includes("add_comment") ? " What it adds to that bug can go there with add_comment." : "";
    const key = String(bug["key"]);
    return {
      notice: `Not filed: it seems to repeat ${key} of the last day. If it is another bug, call create_bug again with allow_duplicate: true.${comment}`,
      ...value,
    };
  },
};
