import { cancelBooking, createBooking, listModels, login } from './generated/orval';
import { connection } from './orval-fetch';
import { CREDENTIALS, expectSame, type Stage } from './story';

/** Signs in, lists, books, cancels, and reads a conflict, with Orval's functions around fetch. */
export async function story({ baseUrl, start_time, end_time }: Stage): Promise<void> {
  connection.baseUrl = baseUrl;
  const signedIn = await login(CREDENTIALS);
  if (signedIn.status !== 200) throw new Error(signedIn.data.error_message);
  connection.token = signedIn.data.access_token;

  const models = await listModels({ board: 'curve', is_available: true });
  if (models.status !== 200) throw new Error(`listed with ${models.status}`);
  const model_id = models.data.items.at(-1)?.model_id ?? '';

  const booked = await createBooking({ model_id, start_time, end_time });
  // No cast: status and code determine the failure's type.
  if (booked.status === 409 && booked.data.error_code === 'BookingConflictException') {
    throw new Error(`taken from ${booked.data.conflict?.start_time}`);
  }
  if (booked.status !== 200) throw new Error(`booked with ${booked.status}`);
  expectSame('the state', booked.data.status, 'requested');

  const cancel = () => cancelBooking(booked.data.booking_id, { reason: 'A consumer’s test' });
  const cancelled = await cancel();
  if (cancelled.status !== 200) throw new Error(`cancelled with ${cancelled.status}`);
  expectSame('after cancelling', cancelled.data.data.status, 'cancelled');
  const again = await cancel();
  if (again.status !== 409) throw new Error('cancelled twice');
  expectSame('the conflict', again.data.conflict?.from, 'cancelled');
}
