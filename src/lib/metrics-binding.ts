/** By how much each series grew; names as Prometheus has them. */
export type Increments = Record<string, number>;

/** Where one object adds up for all; its methods are called from afar. */
export interface MetricsBinding {
  getByName(name: string): {
    add(increments: Increments): Promise<void>;
    mark(series: string, value: number): Promise<void>;
    read(): Promise<Increments>;
  };
}
