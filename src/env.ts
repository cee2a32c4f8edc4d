import * as z from 'zod';
import type { MetricsBinding } from './lib/metrics-binding';

/** The Worker's bindings: stores, assets, and settings as text. */
export interface Bindings {
  DB: D1Database;
  CACHE?: KVNamespace;
  ASSETS?: Fetcher;
  PICTURES?: R2Bucket;
  IMAGES?: ImagesBinding;
  LOGIN_LIMITER?: RateLimit;
  WRITE_LIMITER?: RateLimit;
  READ_LIMITER?: RateLimit;
  PICTURE_LIMITER?: RateLimit;
  MISS_LIMITER?: RateLimit;
  SEARCH_LIMITER?: RateLimit;
  METRICS?: MetricsBinding;
  /** Wakes the outbox's consumer. */
  OUTBOX?: Pick<Queue, 'send'>;
  EMAIL?: Pick<SendEmail, 'send'>;
  SECRET_KEY?: string;
  [setting: string]: unknown;
}

const MAILBOX = /^(?:[^<>\p{Cc}]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u;

const flag = z.union([z.boolean(), z.stringbool()]).describe('true or false').default(false);

const count = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

const origins = z
  .union([z.array(z.string()), z.string()])
  .default('')
  .transform((value, ctx) => {
    if (Array.isArray(value)) return value;
    // Accepts a JSON list, as FastAPI settings use, or a comma-separated one, as most Workers use.
    if (!value.trim().startsWith('[')) return value.split(',');
    try {
      return JSON.parse(value) as unknown;
    } catch {
      ctx.addIssue({ code: 'custom', message: 'is not a JSON list' });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().trim()))
  .transform((list) => list.filter(Boolean).map((origin) => origin.replace(/\/+$/, '')));

/** At least 32 characters, 10 of them different, as HS256 requires (RFC 8725 §3.5). */
const secret = z
  .string('is missing')
  .min(32, 'is shorter than 32 characters')
  .refine((value) => new Set(value).size >= 10, 'repeats too few characters');

/** Matches placeholders in example configurations. Random secrets are very unlikely to contain them. */
const PLACEHOLDER =
  /change|replace|example|placeholder|password|default|insecure|your[-_ ]|secret[-_ ]?(key|here|value)|(your|my|super|top|jwt|app)[-_ ]?(secret|key)|do[-_ ]?not[-_ ]?use|dev(elopment)?[-_ ]only/i;

/** The base URL of links for people: an origin with an optional path, without a trailing slash. */
const publicUrl = z
  .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'is not an address' })])
  .refine((value) => !/[?#@]/.test(value), 'has more than an origin and a path')
  .transform((value) => value.replace(/\/+$/, '') || undefined)
  .optional();

const MAIL_DRIVERS = ['off', 'inbox', 'cloudflare', 'resend'] as const;

/** An email address, optionally with a display name. */
const mailbox = z
  .string()
  .trim()
  .refine((value) => value === '' || MAILBOX.test(value), 'is not a mail address')
  .transform((value) => value || undefined)
  .optional();

const settingsSchema = z.object({
  APP_ENV: z.enum(['development', 'test', 'staging', 'production']).default('production'),
  APP_NAME: z.string().min(1).default('Model Agency API'),
  DEBUG: flag,
  SECRET_KEY: secret,
  // The previous secret. Keep it until everything signed with it has expired.
  SECRET_KEY_PREVIOUS: secret.optional(),
  ALGORITHM: z.enum(['HS256', 'HS384', 'HS512']).default('HS256'),
  ACCESS_TOKEN_EXPIRE_MINUTES: count(1, 24 * 60, 30),
  REFRESH_TOKEN_EXPIRE_DAYS: count(1, 365, 30),
  // A session's maximum lifetime in days, however often it is refreshed.
  SESSION_MAX_DAYS: count(1, 365, 90),
  ALLOWED_ORIGINS: origins,
  PUBLIC_URL: publicUrl,
  // The front end that mails link to.
  APP_URL: publicUrl,
  MAIL_DRIVER: z.enum(MAIL_DRIVERS).optional(),
  // The sender, as in `Agency <no-reply@agency.example>`.
  MAIL_FROM: mailbox,
  AGENCY_NAME: z
    .string()
    .trim()
    .max(100)
    .transform((name) => name || undefined)
    .optional(),
  // Where the agency receives notices of requests.
  AGENCY_EMAIL: mailbox,
  EMAIL_VERIFICATION: z.enum(['off', 'required']).default('off'),
  RESEND_API_KEY: z.string().min(1).optional(),
  // For receivers in a private network.
  WEBHOOK_ALLOW_PRIVATE: flag,
  PASSWORD_POLICY: z.enum(['strict', 'basic']).default('strict'),
  // log2 of scrypt's N. Only tests may go below 15, through their binding.
  PASSWORD_HASH_COST: count(10, 16, 15),
  OPTION_TTL_HOURS: count(1, 24 * 30, 72),
  OPTION_CHALLENGE_HOURS: count(1, 24 * 7, 24),
  // Milliseconds between writes of one KV key. KV accepts one per second.
  KV_WRITE_INTERVAL_MS: count(0, 60_000, 1100),
  // Milliseconds before an isolate sends its counts. waitUntil allows 30 s.
  METRICS_FLUSH_MS: count(0, 20_000, 5000),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['info', 'error', 'silent']).default('info'),
});

/** The Worker's validated settings, named as in the environment. */
export type Settings = z.output<typeof settingsSchema>;

/** Returns the secrets accepted for verification: the current one, then the previous one. */
export const secretsOf = ({ SECRET_KEY, SECRET_KEY_PREVIOUS }: Settings): [string, ...string[]] => [
  SECRET_KEY,
  ...(SECRET_KEY_PREVIOUS === undefined ? [] : [SECRET_KEY_PREVIOUS]),
];

const isLocal = ({ APP_ENV }: Settings) => APP_ENV === 'development' || APP_ENV === 'test';

/** Returns the mail driver. The default is the inbox in development and test, and off elsewhere. */
export const mailDriver = (settings: Settings) =>
  settings.MAIL_DRIVER ?? (isLocal(settings) ? 'inbox' : 'off');

/** Returns what the configured mail driver lacks, if anything. */
function mailProblem(settings: Settings, env: Bindings): string | undefined {
  const driver = mailDriver(settings);
  if (settings.EMAIL_VERIFICATION === 'required' && driver === 'off') {
    return 'EMAIL_VERIFICATION is required while MAIL_DRIVER is off';
  }
  if (driver === 'inbox' && !isLocal(settings)) return 'MAIL_DRIVER is inbox outside development';
  if (driver === 'off' || driver === 'inbox') return undefined;
  if (!settings.MAIL_FROM) return 'MAIL_FROM is missing';
  if (!settings.APP_URL && !settings.PUBLIC_URL) return 'APP_URL is missing';
  if (driver === 'resend' && !settings.RESEND_API_KEY) return 'RESEND_API_KEY is missing';
  if (driver === 'cloudflare' && !env.EMAIL) return 'EMAIL is not bound';
  return undefined;
}

/** A setting is missing or invalid. The message names the setting, never its value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const parsed = new WeakMap<Bindings, Settings>();

/**
 * Returns this environment's settings, parsed once per isolate.
 * @throws SettingsError if a setting is missing, malformed, or too weak to sign tokens with.
 */
export function loadSettings(env: Bindings): Settings {
  const known = parsed.get(env);
  if (known) return known;
  const result = settingsSchema.safeParse(env);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new SettingsError(`${issue?.path.join('.')} ${issue?.message}`);
  }
  for (const name of ['SECRET_KEY', 'SECRET_KEY_PREVIOUS'] as const) {
    const isPlaceholder = PLACEHOLDER.test(result.data[name] ?? '');
    if (isPlaceholder && result.data.APP_ENV !== 'development') {
      throw new SettingsError(`${name} is a placeholder`);
    }
  }
  const weakHash = result.data.PASSWORD_HASH_COST < 15;
  if (weakHash && ['staging', 'production'].includes(result.data.APP_ENV)) {
    throw new SettingsError('PASSWORD_HASH_COST is below 15');
  }
  const mail = mailProblem(result.data, env);
  if (mail) throw new SettingsError(mail);
  parsed.set(env, result.data);
  return result.data;
}
