import { createBlobStore } from "@hawkmoth/adapters/blob-disk";
import { answerApart } from "@hawkmoth/adapters/run-apart";
import { RecordedFiles } from "@hawkmoth/services/capture/capture-outcome";
import { deriveCapture } from "@hawkmoth/services/capture/derive-capture";
import { join } from "node:path";

process.umask(0o077);
const blobs = createBlobStore(join(process.env["HAWKMOTH_DATA_DIR"] ?? "", "blobs"));
answerApart((input) => deriveCapture(blobs, RecordedFiles.parse(input)));
