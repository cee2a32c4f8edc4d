import { Api } from './generated/swagger-typescript-api';
import { CREDENTIALS, expectSame, type Stage } from './story';

/** Signs in, lists, books, cancels, and reads a conflict, with swagger-typescript-api. */
export async function story({ baseUrl, start_time, end_time }: Stage): Promise<void> {
  const client = new Api<string>({
    baseUrl,
    securityWorker: (token) => (token ? { headers: { Authorization: `Bearer ${token}` } } : {}),
    // Without this, responses are neither parsed nor typed: the generator leaves that to the caller.
    baseApiParams: { format: 'json', secure: true },
  });
  const { data: tokens } = await client.api.login(CREDENTIALS);
  client.setSecurityData(tokens.access_token);

  const { data: models } = await client.api.listModels({ board: 'curve', is_available: true });
  const model_id = models.items.at(-1)?.model_id ?? '';

  const { data: booking } = await client.api.createBooking({ model_id, start_time, end_time });
  expectSame('the state', booking.status, 'requested');

  const cancel = () =>
    client.api.cancelBooking(booking.booking_id, { reason: 'A consumer’s test' });
  expectSame('after cancelling', (await cancel()).data.data.status, 'cancelled');
  // It throws its responses, and a thrown value has no type.
  const thrown = await cancel().catch((answer: Awaited<ReturnType<typeof cancel>>) => answer);
  if (thrown.error?.error_code !== 'InvalidTransitionException') throw new Error('cancelled twice');
  expectSame('the conflict', thrown.error.conflict?.from, 'cancelled');
}
