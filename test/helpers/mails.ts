import { openDatabase } from '../../src/db/client';
import { dispatch } from '../../src/dispatch';
import { loadSettings } from '../../src/env';
import type { WorkContext } from '../../src/outbox/work';
import { bindings } from './api';

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Settings that send mails by HTTP to a provider played by the test. */
export const RESEND = {
  MAIL_DRIVER: 'resend',
  MAIL_FROM: 'Agency <no-reply@agency.example>',
  APP_URL: 'https://app.example.com',
  RESEND_API_KEY: 'only-for-tests',
  AGENCY_EMAIL: 'desk@agency.example',
  AGENCY_NAME: '테스트 에이전시',
};

type Answer = (mail: Mail) => Response | Promise<Response>;

/** Creates a mail provider with configurable responses and a dispatcher that calls it. */
export function mailbox(initial: Answer = () => new Response('{}')) {
  const all: Mail[] = [];
  const clock = { ms: 0 };
  const provider = { answer: initial };
  const fetchStub = async (_: RequestInfo | URL, init?: RequestInit) => {
    const { to, subject, text, html } = JSON.parse(String(init?.body));
    const id = String(new Headers(init?.headers).get('Idempotency-Key'));
    const mail = { id, to: String(to), subject, text, html };
    all.push(mail);
    return provider.answer(mail);
  };
  const run = (env: Record<string, unknown> = {}) => {
    const whole = { ...bindings, ...RESEND, ...env } as typeof bindings;
    const ctx: WorkContext = {
      db: openDatabase(whole.DB, 'first-primary'),
      settings: loadSettings(whole),
      now: () => Date.now() + clock.ms,
      fetch: fetchStub as typeof fetch,
    };
    return dispatch(whole, 'mails', ctx);
  };
  return {
    all,
    run,
    provider,
    later: (ms: number) => {
      clock.ms += ms;
    },
    to: (address: string) => all.filter((mail) => mail.to === address),
    /** Sends due mails and returns the token of the latest mail to the address that links to the page. */
    async token(address: string, page: string) {
      await run();
      const links = all
        .filter((mail) => mail.to === address)
        .flatMap(({ text }) => new RegExp(`/${page}#token=(\\S+)`).exec(text)?.[1] ?? []);
      return String(links.at(-1));
    },
  };
}

/** Drops mails that other tests have left. */
export const emptyQueue = () =>
  bindings.DB.prepare(
    "UPDATE mails SET state = 'dropped', next_attempt_at = NULL, to_key = NULL, caller_key = NULL WHERE state = 'pending'",
  ).run();
