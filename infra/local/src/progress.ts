const isColour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number, text: string): string => (isColour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const dim = (text: string): string => paint(2, text);
export const bold = (text: string): string => paint(1, text);
const rose = (text: string): string => paint(35, text);

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function seconds(since_ms: number): string {
  return `${((performance.now() - since_ms) / 1000).toFixed(1)} s`;
}

const REMINDER_MS = 10_000;

/** Runs one step of the start, saying when it begins, that it is still going, and how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const begun_ms = performance.now();
  say(`${rose("•")} ${title}`);
  const reminder = setInterval(() => say(dim(`  … ${title}, ${seconds(begun_ms)} so far`)), REMINDER_MS);
  try {
    const result = await work();
    say(dim(`  ${title}: done in ${seconds(begun_ms)}`));
    return result;
  } finally {
    clearInterval(reminder);
  }
}
