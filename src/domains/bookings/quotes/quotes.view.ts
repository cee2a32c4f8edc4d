import * as z from 'zod';
import { described, isoTime, TimeWindow } from '../../../http/input/field-schemas';
import { toWindowView } from '../../../lib/time';
import { bookingExample } from '../bookings.view';
import type { quote } from './quotes.service';

export const Quote = z
  .object({
    model_id: z.string(),
    model_name: z.string(),
    start_time: isoTime,
    end_time: isoTime,
    timezone: z.string(),
    price_per_hour: z.int(),
    total_price: z.int(),
    is_free: z.boolean(),
    blocked_by: z
      .array(TimeWindow)
      .meta(
        described(
          '이 시간대와 겹치는 확정된 예약과 북아웃.',
          'Confirmed bookings and book-outs that overlap the window.',
        ),
      ),
    option_position: z
      .int()
      .min(1)
      .nullable()
      .meta(
        described(
          '옵션을 걸면 받을 순위. 옵션을 걸 수 없으면 null입니다.',
          'The position an option would get; null if no option can be placed.',
        ),
      ),
    nearest_free: z
      .array(TimeWindow)
      .max(3)
      .meta(
        described(
          '이 시간대가 비어 있지 않을 때 예약할 수 있는 가장 가까운 시간.',
          'The nearest free windows of the same length, if this one is not free.',
        ),
      ),
    alternatives: z
      .array(
        z.object({
          model_id: z.string(),
          name: z.string(),
          price_per_hour: z.int(),
          total_price: z.int(),
        }),
      )
      .max(3)
      .meta(
        described(
          '같은 보드에서 가격이 비슷하고 이 시간에 비어 있는 다른 모델.',
          'Other models on the same boards, at a similar price, who are free in this window.',
        ),
      ),
  })
  .meta({
    id: 'Quote',
    examples: [
      {
        model_id: bookingExample.model_id,
        model_name: '김하늘',
        start_time: bookingExample.start_time,
        end_time: bookingExample.end_time,
        timezone: 'Asia/Seoul',
        price_per_hour: 150000,
        total_price: 1200000,
        is_free: true,
        blocked_by: [],
        option_position: 2,
        nearest_free: [],
        alternatives: [],
      },
    ],
  });

export const toQuoteView = (found: Awaited<ReturnType<typeof quote>>) => ({
  model_id: found.model.id,
  model_name: found.model.name,
  ...toWindowView(found.window),
  timezone: found.timezone,
  price_per_hour: found.model.pricePerHour,
  total_price: found.totalPrice,
  is_free: found.isFree,
  blocked_by: found.blockers.map(toWindowView),
  option_position: found.optionPosition,
  nearest_free: found.nearestFree.map(toWindowView),
  alternatives: found.alternatives.map(({ model, totalPrice }) => ({
    model_id: model.id,
    name: model.name,
    price_per_hour: model.pricePerHour,
    total_price: totalPrice,
  })),
});
