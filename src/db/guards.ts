/** The newest migration; a test keeps it true. */
export const LATEST_MIGRATION = '0001_guards.sql';

/** The triggers without which the guarantees do not hold; a test keeps the list true. */
export const REQUIRED_TRIGGERS = [
  'book_outs_insert_overlap',
  'book_outs_update_overlap',
  'booking_events_created',
  'booking_events_edited',
  'booking_events_moved',
  'booking_events_rescheduled',
  'bookings_insert_book_out',
  'bookings_insert_overlap',
  'bookings_insert_status',
  'bookings_update_book_out',
  'bookings_update_overlap',
  'bookings_update_status',
  'model_boards_add',
  'model_boards_insert',
  'model_boards_remove',
  'models_search_delete',
  'models_search_insert',
  'models_search_update',
  'users_end_sessions',
  'users_last_admin',
  'users_search_delete',
  'users_search_insert',
  'users_search_update',
] as const;
