import { type Answer, limiters, type Options, post } from './api';

export const LOGIN = '/api/v1/auth/login';

/** Starts at random, because each file has its own instance of this module. */
let last = Math.floor(Math.random() * 2 ** 22);

/** Returns an address in 100.64.0.0/10 that no other test has. */
export function newAddress() {
  last = (last + 1) % 2 ** 22;
  return `100.${64 + (last >> 16)}.${(last >> 8) & 255}.${last & 255}`;
}

/** Calls from an address with limits enabled. */
export const from = (address: string, options: Options = {}): Options => ({
  ...options,
  env: { ...limiters, ...options.env },
  headers: { 'CF-Connecting-IP': address, ...options.headers },
});

export const login = (username: string, password: string, options?: Options) =>
  post(LOGIN, { username, password }, options);

export const statuses = (answers: Answer[]) => answers.map(({ status }) => status);
