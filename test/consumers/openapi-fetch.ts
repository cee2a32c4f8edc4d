import createClient from 'openapi-fetch';
import type { paths } from './generated/openapi-typescript';
import { CREDENTIALS, expectSame, type Stage } from './story';

/** Signs in, lists, books, cancels, and reads a conflict, with openapi-typescript and openapi-fetch. */
export async function story({ baseUrl, start_time, end_time }: Stage): Promise<void> {
  const api = createClient<paths>({ baseUrl });
  const { data: tokens } = await api.POST('/api/v1/auth/login', { body: CREDENTIALS });
  api.use({
    onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${tokens?.access_token}`);
    },
  });

  const { data: models } = await api.GET('/api/v1/models', {
    params: { query: { board: 'curve', is_available: true } },
  });
  const model_id = models?.items.at(-1)?.model_id ?? '';

  const booked = await api.POST('/api/v1/bookings', { body: { model_id, start_time, end_time } });
  // No cast: the code determines the failure's type.
  if (booked.error?.error_code === 'BookingConflictException') {
    throw new Error(`taken from ${booked.error.conflict?.start_time}`);
  }
  expectSame('the state', booked.data?.status, 'requested');
  const booking_id = booked.data?.booking_id ?? '';

  const cancel = () =>
    api.DELETE('/api/v1/bookings/{booking_id}', {
      params: { path: { booking_id } },
      body: { reason: 'A consumer’s test' },
    });
  expectSame('after cancelling', (await cancel()).data?.data.status, 'cancelled');
  const { error } = await cancel();
  if (error?.error_code !== 'InvalidTransitionException') throw new Error('cancelled twice');
  expectSame('the conflict', error.conflict?.from, 'cancelled');
}
