// Renders rows as in the contract.
const iso = (ms) => new Date(ms).toISOString();

const sized = (id, size) => `/api/v1/pictures/${id}/${size}`;

const coverView = (cover) => {
  const url = (size) => sized(cover.picture_id, size);
  return { ...cover, urls: { 320: url(320), 800: url(800), 1600: url(1600) } };
};

export const modelView = (row) => ({
  model_id: row.id,
  name: row.name,
  description: row.description,
  price_per_hour: row.price_per_hour,
  is_available: row.is_available === 1,
  stage_name: row.stage_name,
  gender: row.gender,
  boards: JSON.parse(row.boards),
  height_cm: row.height_cm,
  bust_cm: row.bust_cm,
  waist_cm: row.waist_cm,
  hips_cm: row.hips_cm,
  inseam_cm: row.inseam_cm,
  shoe_mm: row.shoe_mm,
  hair_color: row.hair_color,
  eye_color: row.eye_color,
  nationality: row.nationality,
  languages: JSON.parse(row.languages),
  based_in: row.based_in,
  instagram: row.instagram,
  cover: row.cover && coverView(JSON.parse(row.cover)),
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});

const formats = new Map();

function formatOf(timeZone) {
  const known = formats.get(timeZone);
  if (known) return known;
  const options = { dateStyle: 'short', timeStyle: 'medium', timeZone };
  const format = new Intl.DateTimeFormat('sv-SE', options);
  formats.set(timeZone, format);
  return format;
}

/** Returns a zone's local time with its offset. Works for any zone, so there is no shortcut. */
function localIso(ms, timeZone) {
  const local = formatOf(timeZone).format(ms).replace(' ', 'T');
  const minutes = Math.round((Date.parse(`${local}Z`) - ms) / 60_000);
  const pad = (value) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

export const bookingView = (row) => ({
  booking_id: row.id,
  model_id: row.model_id,
  model_name: row.model_name,
  user_id: row.user_id,
  ...(row.client_name && { client: { user_id: row.user_id, full_name: row.client_name } }),
  start_time: iso(row.start_at),
  end_time: iso(row.end_at),
  start_local: localIso(row.start_at, row.timezone),
  end_local: localIso(row.end_at, row.timezone),
  timezone: row.timezone,
  status: row.status,
  option_position: row.option_position ?? null,
  option_expires_at: row.option_expires_at ? iso(row.option_expires_at) : null,
  price_per_hour: row.price_per_hour,
  total_price: row.total_price,
  notes: row.notes ?? null,
  location: row.location ?? null,
  cancel_reason: row.cancel_reason ?? null,
  cancelled_by: row.cancelled_by ?? null,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});
