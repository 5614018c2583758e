/** How surely a generated spec reproduces the bug: A by itself, B with small doubts, C needs help, D can't. */
export type SpecGrade = "A" | "B" | "C" | "D";

/** One reason for a grade below A. */
export interface GradeReason {
  grade: SpecGrade;
  text: string;
}

/** What is known of a spec when it is graded. */
export interface SpecFacts {
  step_count: number;
  missing_count: number;
  weak_locators: number;
  variables: readonly { name: string; is_password: boolean }[];
  document_count: number;
  symptom: "page error" | "console error" | "failed call" | null;
  is_cause_recorded: boolean;
  unrecorded_answers: number;
  redacted_answers: number;
  has_websocket: boolean;
  is_start_recorded: boolean;
}

/** Grades a spec by its worst reason and reports all of them. */
export function gradeSpec(facts: SpecFacts): { grade: SpecGrade; reasons: GradeReason[] } {
  const reasons: GradeReason[] = [];
  const add = (isTrue: boolean, grade: SpecGrade, text: string) => {
    if (isTrue) reasons.push({ grade, text });
  };
  add(facts.step_count === 0, "D", "No steps were recorded.");
  add(facts.symptom === null, "D", "No symptom was recorded that a test could look for.");
  add(
    facts.missing_count > 0,
    "D",
    `${facts.missing_count} of the steps can't be repeated: their element has no usable name.`,
  );
  add(
    facts.symptom === "failed call",
    "C",
    "The only symptom is a failed call, so the spec needs the real API for it.",
  );
  add(
    !facts.is_cause_recorded,
    "C",
    "The answer of the failing call was not recorded; the real API has to fail by itself.",
  );
  add(facts.has_websocket, "C", "The page used a WebSocket, whose messages are not replayed.");
  const passwords = facts.variables.filter((variable) => variable.is_password).map((variable) => variable.name);
  add(passwords.length > 0, "C", `A password was masked: set ${passwords.join(", ")}.`);
  const others = facts.variables.filter((variable) => !variable.is_password).map((variable) => variable.name);
  add(others.length > 0, "B", `Masked values are replaced by stand-ins unless ${others.join(", ")} is set.`);
  add(facts.weak_locators > 0, "B", `${facts.weak_locators} of the elements are found by placeholder or CSS only.`);
  add(
    facts.unrecorded_answers > 0,
    "B",
    `${facts.unrecorded_answers} answers were not recorded and come from the real API.`,
  );
  add(facts.redacted_answers > 0, "B", `${facts.redacted_answers} answers are served with secrets taken out.`);
  add(facts.document_count > 0, "B", "The steps load further documents, which the real server has to render.");
  add(!facts.is_start_recorded, "B", "The recording starts in the middle of a visit; earlier state is unknown.");
  const grade = (["D", "C", "B"] as const).find((each) => reasons.some((reason) => reason.grade === each)) ?? "A";
  return { grade, reasons };
}
