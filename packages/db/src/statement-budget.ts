/** Statements that a connection may keep prepared at the end of its life: each one holds memory of its server process. */
export const MAX_STATEMENTS_PER_CONNECTION = 256;

/** Connections are closed and opened anew after this time, which frees what their server processes kept. */
export const CONNECTION_LIFE_S = 1800;

const MAX_PREPARED = 128;
/** A connection lives in two periods at most, so what is replaced in one of them counts twice. */
const MAX_REPLACED = (MAX_STATEMENTS_PER_CONNECTION - MAX_PREPARED) / 2;
/** A statement that is sent less often gains nothing by being prepared. */
const MIN_USES = 3;
/** Statements whose uses are counted; past that all counts are halved and those of one use forgotten. */
const MAX_COUNTED = 1024;

/**
 * Decides which statements a pool prepares. Filters, sorts and lists of values make any number of texts, and a prepared
 * one is kept by the server for the life of its connection; so only the most used texts are prepared, and the number of
 * those that are replaced by others is bounded too. `clock` gives milliseconds.
 */
export class StatementBudget {
  readonly #clock: () => number;
  readonly #uses = new Map<string, number>();
  readonly #prepared = new Set<string>();
  #began_at: number;
  #replaced = 0;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#began_at = clock();
  }

  /** Counts a use of the statement and says whether to send it prepared. */
  isPrepared(statement: string): boolean {
    const uses = (this.#uses.get(statement) ?? 0) + 1;
    if (uses === 1 && this.#uses.size >= MAX_COUNTED) this.#age();
    this.#uses.set(statement, uses);
    if (this.#prepared.has(statement)) return true;
    if (uses < MIN_USES || !this.#makeRoom(uses)) return false;
    this.#prepared.add(statement);
    return true;
  }

  #makeRoom(uses: number): boolean {
    if (this.#prepared.size < MAX_PREPARED) return true;
    if (this.#clock() - this.#began_at > CONNECTION_LIFE_S * 1000) {
      this.#began_at = this.#clock();
      this.#replaced = 0;
    }
    if (this.#replaced >= MAX_REPLACED) return false;
    const [least, its_uses] = this.#leastUsed();
    if (uses < 2 * its_uses) return false;
    this.#prepared.delete(least);
    this.#replaced += 1;
    return true;
  }

  #leastUsed(): [statement: string, uses: number] {
    let least = "";
    let fewest = Number.POSITIVE_INFINITY;
    for (const statement of this.#prepared) {
      const uses = this.#uses.get(statement) ?? 0;
      if (uses < fewest) [least, fewest] = [statement, uses];
    }
    return [least, fewest];
  }

  #age(): void {
    for (const [statement, uses] of this.#uses) {
      const fewer = Math.floor(uses / 2);
      if (fewer === 0) this.#uses.delete(statement);
      else this.#uses.set(statement, fewer);
    }
    // Only statements of many uses are left then; the rest of the room is taken from the oldest of them.
    for (const statement of this.#uses.keys()) {
      if (this.#uses.size < MAX_COUNTED) return;
      if (!this.#prepared.has(statement)) this.#uses.delete(statement);
    }
  }
}
