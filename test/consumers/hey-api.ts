import { cancelBooking, createBooking, listModels, login } from './generated/hey-api';
import { client } from './generated/hey-api/client.gen';
import { CREDENTIALS, expectSame, type Stage } from './story';

/** Signs in, lists, books, cancels, and reads a conflict, with @hey-api/openapi-ts. */
export async function story({ baseUrl, start_time, end_time }: Stage): Promise<void> {
  client.setConfig({ baseUrl });
  const { data: tokens } = await login({ body: CREDENTIALS });
  client.setConfig({ auth: () => tokens?.access_token ?? '' });

  const { data: models } = await listModels({ query: { board: 'curve', is_available: true } });
  const model_id = models?.items.at(-1)?.model_id ?? '';

  const booked = await createBooking({ body: { model_id, start_time, end_time } });
  // No cast: the code determines the failure's type.
  if (booked.error?.error_code === 'BookingConflictException') {
    throw new Error(`taken from ${booked.error.conflict?.start_time}`);
  }
  expectSame('the state', booked.data?.status, 'requested');
  const booking_id = booked.data?.booking_id ?? '';

  const cancel = () =>
    cancelBooking({ path: { booking_id }, body: { reason: 'A consumer’s test' } });
  expectSame('after cancelling', (await cancel()).data?.data.status, 'cancelled');
  const { error } = await cancel();
  if (error?.error_code !== 'InvalidTransitionException') throw new Error('cancelled twice');
  expectSame('the conflict', error.conflict?.from, 'cancelled');
}
