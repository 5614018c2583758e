export interface ShortcutGroup {
  title: string;
  items: readonly { keys: string; does: string }[];
}

/** What the `?` sheet shows. The handlers stand where the action lives. */
export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: "Anywhere",
    items: [
      { keys: "mod+K", does: "Search and go to" },
      { keys: "C", does: "New bug" },
      { keys: "G B", does: "Go to bugs" },
      { keys: "G A", does: "Go to agents" },
      { keys: "G Q", does: "Go to the queue" },
      { keys: "G P", does: "Go to projects" },
      { keys: "?", does: "This sheet" },
    ],
  },
  {
    title: "List",
    items: [
      { keys: "J", does: "Next bug" },
      { keys: "K", does: "Previous bug" },
      { keys: "Enter", does: "Open" },
      { keys: "/", does: "Search the list" },
      { keys: "F", does: "Add a filter" },
    ],
  },
  {
    title: "Bug, open or under the cursor",
    items: [
      { keys: "S", does: "Set status" },
      { keys: "P", does: "Set priority" },
      { keys: "A", does: "Assign to a person or agent" },
      { keys: "I", does: "Assign to me" },
      { keys: "L", does: "Set labels" },
      { keys: "Esc", does: "Back to the list (bug page)" },
    ],
  },
  {
    title: "Replay",
    items: [
      { keys: "Space", does: "Play or pause" },
      { keys: "←", does: "Back one second" },
      { keys: "→", does: "Forward one second" },
    ],
  },
];
