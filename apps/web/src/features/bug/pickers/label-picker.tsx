"use client";
import { PickerList } from "@hawkmoth/ui/picker";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../data/trpc.ts";
import type { FieldPickerProps } from "./picker-props.ts";

/** Puts labels on and takes them off; it stays open for more. */
export function LabelPicker({ bug, onPatch }: FieldPickerProps) {
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const query = useQuery(trpc.label.list.queryOptions({}));
  const known = query.data?.labels ?? [];
  const all = [...known, ...bug.labels.filter((own) => !known.some((label) => label.name === own.name))];
  const isOn = (name: string) => bug.labels.some((label) => label.name === name);
  const items = all.map((label) => ({
    value: label.name,
    label: label.name,
    icon: <span aria-hidden className="mx-1 size-2 rounded-full" style={{ background: label.color }} />,
    isSelected: isOn(label.name),
  }));
  const create = (name: string) => {
    onPatch({ label_add: [name] });
    setText("");
  };
  return (
    <PickerList
      label="Labels"
      groups={[{ items }]}
      onPick={(name) => onPatch(isOn(name) ? { label_remove: [name] } : { label_add: [name] })}
      isLoading={query.isPending}
      emptyText="No labels yet. Type a name to make one."
      create={{ text, onTextChange: setText, onCreate: create }}
    />
  );
}
