/**
 * Gathers what arrives while the last commit is under way and commits it together: each caller waits for its own
 * item to be durable, and a busy database sees a few transactions instead of one a message.
 */
export class GroupCommit<Item, Result> {
  readonly #commit: (items: Item[]) => Promise<Result[]>;
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (cause: unknown) => void }[] = [];
  #isRunning = false;

  /** `commit` answers one result for each item, in their order. */
  constructor(commit: (items: Item[]) => Promise<Result[]>) {
    this.#commit = commit;
  }

  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Whoever submits in the same turn shares the first commit too.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const results = await this.#commit(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => {
          resolve(results[index] as Result);
        });
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    this.#isRunning = false;
  }
}
