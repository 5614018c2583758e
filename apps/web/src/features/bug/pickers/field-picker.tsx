"use client";
import { PickerList } from "@hawkmoth/ui/picker";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../data/trpc.ts";
import { useVisitor } from "../../../shell/me.tsx";
import type { FieldPickerProps } from "./picker-props.ts";
import { LabelPicker } from "./label-picker.tsx";
import {
  type PickerChoices,
  assigneeChoices,
  priorityChoices,
  severityChoices,
  statusChoices,
} from "./picker-groups.tsx";

/** The one way to change a field of a bug, in the list and on its page. */
export function FieldPicker(props: FieldPickerProps) {
  if (props.field === "labels") return <LabelPicker {...props} />;
  if (props.field === "assignee") return <AssigneePicker {...props} />;
  const choices = { status: statusChoices, priority: priorityChoices, severity: severityChoices }[props.field](
    props.bug,
  );
  return <Choices {...props} choices={choices} label={`Set ${props.field}`} />;
}

function AssigneePicker(props: FieldPickerProps) {
  const trpc = useTRPC();
  const { me } = useVisitor();
  const query = useQuery(trpc.project.list_assignees.queryOptions({ project_id: props.bug.project_id }));
  const choices = assigneeChoices(props.bug, query.data?.assignees ?? [], me.principal.id);
  return <Choices {...props} choices={choices} label="Assign to a person or an agent" isLoading={query.isPending} />;
}

interface ChoicesProps extends FieldPickerProps {
  choices: PickerChoices;
  label: string;
  isLoading?: boolean;
}

function Choices({ choices, label, isLoading, onPatch, onDone }: ChoicesProps) {
  const pick = (value: string) => {
    const patch = choices.patchOf(value);
    if (patch) onPatch(patch);
    onDone();
  };
  return <PickerList label={label} groups={choices.groups} onPick={pick} {...(isLoading ? { isLoading } : {})} />;
}
