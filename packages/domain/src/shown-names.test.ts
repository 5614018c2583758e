import { expect, test } from "vitest";
import type { z } from "zod";
import { CreateKeyInput, StartPairingInput } from "./access/schema.ts";
import { SignUpInput } from "./account/schema.ts";
import { CreateAgentInput, UpdateAgentInput } from "./agent/schema.ts";
import { IngestBugInput, UploadIntent } from "./ingest/schema.ts";
import { LabelName } from "./label/schema.ts";
import { CreateProjectInput, UpdateProjectInput } from "./project/schema.ts";
import { CreateWorkspaceInput } from "./workspace/schema.ts";

const HIDDEN = "\u202eMa\u200bra\u2066\u{e0041}\u0007";

const fields: [string, z.ZodType][] = [
  ["name of a key", CreateKeyInput.shape.name],
  ["name of a device", StartPairingInput.shape.device_name],
  ["name of a person", SignUpInput.shape.name],
  ["name of an agent", CreateAgentInput.shape.name],
  ["new name of an agent", UpdateAgentInput.shape.name],
  ["name of a project", CreateProjectInput.shape.name],
  ["new name of a project", UpdateProjectInput.shape.name],
  ["name of a workspace", CreateWorkspaceInput.shape.name],
  ["name of a label", LabelName],
  ["name of a reporter", IngestBugInput.shape.reporter_name],
  ["name of a file", UploadIntent.shape.file_name],
];

test.each(fields)("the %s holds nothing that hides or reorders text", (...[, schema]) => {
  expect(schema.parse(HIDDEN)).toBe("Mara");
});

test.each(fields.slice(0, 9))("the %s is not empty once it is cleaned", (...[, schema]) => {
  expect(schema.safeParse("\u202e\u200b \u2066").success).toBe(false);
});
