/** The increment of each series, named as in Prometheus. */
export type Increments = Record<string, number>;

/** The object that adds up the counts of all isolates. Its methods are called over RPC. */
export interface MetricsBinding {
  getByName(name: string): {
    add(increments: Increments): Promise<void>;
    mark(series: string, value: number): Promise<void>;
    read(): Promise<Increments>;
  };
}
