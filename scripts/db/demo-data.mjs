// The agency's demo data, with fictional people and brands only. Nothing here touches a database. Times of
// bookings and book-outs are computed from `now`, so they are valid on any day.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEOUL_OFFSET = 9 * HOUR; // Korea has no daylight saving time

// biome-ignore format: one user per line
export const demoUsers = [
  ['admin', 'Admin123!', 'admin@example.com', '관리자', '010-0000-0001', 'admin'],
  ['client', 'Client123!', 'client@example.com', '문서담 (온새결 기획)', '010-0000-0002', 'client'],
  ['moran', 'Client123!', 'moran@example.com', '배수겸 (모란결 뷰티)', '010-0000-0003', 'client'],
  ['nurisom', 'Client123!', 'nurisom@example.com', '신도은 (누리솜)', '010-0000-0004', 'client'],
  ['haedam', 'Client123!', 'haedam@example.com', '노지완 (해담들 식품)', '010-0000-0005', 'client'],
].map(([username, password, email, full_name, phone, role]) => (
  { username, password, email, full_name, phone, role }
));

/** Returns the instant of `hour`:00 in Seoul, `day` days after the Seoul day of `now`. */
const seoulTime = (now, day, hour = 0) =>
  Math.floor((now + SEOUL_OFFSET) / DAY) * DAY - SEOUL_OFFSET + day * DAY + hour * HOUR;

// [model, first day, day after the last, reason]
const bookOutRows = [
  [0, 20, 23, '개인 휴가'],
  [2, 10, 16, '해외 패션위크 참가'],
  [12, 26, 27, '정기 건강검진'],
  [15, 30, 38, '파리 일정으로 방한 불가'],
  [18, 5, 8, '예비군 훈련'],
  [9, 60, 62, '개인 일정'],
];

export const demoBookOuts = (now) =>
  bookOutRows.map(([model, from, to, reason]) => ({
    model,
    start_at: seoulTime(now, from),
    end_at: seoulTime(now, to),
    reason,
  }));

// [model, user, statuses after 'requested', day, hour (Seoul), hours,
//   notes, location, { other fields }]
// biome-ignore format: a table reads better one booking at a time
const bookingRows = [
  [3, 2, '', 6, 10, 6, '수분 크림 신제품 클로즈업 촬영입니다.', '논현동 뷰티 스튜디오'],
  [8, 1, '', 12, 13, 4, '수영복 온라인 화보 문의드립니다.', '한남동 렌털 스튜디오'],
  [24, 2, '', 15, 9, 3, '남성용 핸드크림 손 컷 위주로 진행합니다.', '상수동 스튜디오'],
  [21, 4, '', 33, 11, 8, '명절 선물 세트 가족 광고, 아역 두 명 출연.', '파주 촬영 세트장'],
  [2, 3, 'option', 20, 10, 8, '새 컬렉션 룩북, 착장은 40벌 예정입니다.', '성수동 스튜디오'],
  [2, 1, 'option', 20, 14, 6, '매거진 화보 2순위 홀드 부탁드립니다.', '이태원 루프톱'],
  [15, 2, 'option', 18, 17, 48, '향수 캠페인 현지 촬영, 이틀 일정입니다.', '파리 마레 지구',
    { timezone: 'Europe/Paris' }],
  [0, 3, 'confirmed', 4, 9, 8, '신상 이커머스 촬영, 헤어와 메이크업 제공.', '성수동 스튜디오'],
  [18, 1, 'option confirmed', 9, 12, 10, '리허설을 포함한 수트 쇼입니다.', '동대문 쇼장'],
  [10, 2, 'confirmed', 14, 10, 5, '네일 컬러 12종 손 컷, 네일 케어 포함.', '합정동 스튜디오'],
  [12, 4, 'option confirmed', 36, 8, 48, '전통 장류 캠페인, 이틀 숙소 제공.', '전주 한옥마을'],
  [5, 3, 'confirmed completed', -12, 10, 4, '겨울 코트 2차 샘플 피팅.', '누리솜 어패럴 본사'],
  [6, 2, 'option confirmed completed', -30, 14, 5, '립 틴트 숏폼 두 편 제작.', '연남동 카페'],
  [20, 4, 'confirmed completed', -21, 8, 10, '간편식 TV 광고 본촬영.', '남양주 촬영 세트장'],
  [7, 1, 'declined', 8, 18, 3, '위스키 브랜드 론칭 행사 참석 요청.', '청담동 라운지'],
  [4, 3, 'cancelled', 11, 11, 6, '데님 라인 스냅 촬영.', '부산 해운대',
    { cancel_reason: '브랜드 내부 사정으로 제작이 보류되었습니다.' }],
  [28, 1, 'option confirmed cancelled', 23, 9, 72, '아웃도어 캠페인, 사흘 일정.', '제주 애월',
    { cancel_reason: '현지 촬영 허가가 나지 않아 취소합니다.' }],
  [19, 3, 'confirmed no_show', -6, 9, 3, '니트 라인 테스트 컷.', '망원동 스튜디오'],
  [26, 1, 'option', 27, 10, 6, '건강식품 카탈로그 촬영입니다.', '일산 촬영 세트장'],
  [22, 1, 'confirmed', 0, 0, 24, '24시간 라이브 방송 출연.', '상암동 스튜디오'],
  [23, 1, 'confirmed', 0, 0, 24, '24시간 라이브 방송 출연.', '상암동 스튜디오'],
];

export const demoBookings = (now) =>
  bookingRows.map(([model, user, steps, day, hour, hours, notes, location, other = {}]) => ({
    model,
    user,
    path: ['requested', ...steps.split(' ').filter(Boolean)],
    start_at: seoulTime(now, day, hour),
    end_at: seoulTime(now, day, hour + hours),
    timezone: 'Asia/Seoul',
    notes,
    location,
    cancel_reason: null,
    ...other,
  }));

// Ids by row that the examples of the OpenAPI document use (src/openapi/demo-ids.ts). Other rows have random
// ids.
export const demoIds = {
  users: {
    1: 'a4bd1785-0717-42d0-b5ca-cb540080e9ea',
    4: 'a4bd1785-0717-42d0-b5ca-cb540080e9eb',
  },
  models: {
    9: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
    11: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f11',
    13: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f12',
  },
  // By model: the ids of its three pictures.
  pictures: {
    9: ['0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a11', '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a12'],
    13: [
      '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a21',
      '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a22',
      '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a23',
    ],
  },
  packages: [
    '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c01',
    '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c02',
    '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c03',
    '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c04',
  ],
  calendars: ['9a4c1e72-5d0b-4f6e-8c3d-1b2a4c6e8f01', '9a4c1e72-5d0b-4f6e-8c3d-1b2a4c6e8f02'],
  invitations: ['0d9f2c1e-6a4b-4c0e-8d53-2f7a1b9c3e55', '0d9f2c1e-6a4b-4c0e-8d53-2f7a1b9c3e56'],
  webhooks: ['3c1d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11', '3c1d5f9e-2c1c-4a53-9a05-7f6f0a3f2b12'],
  bookOuts: { 5: '7d3e1a52-6f0b-4c8e-9b1d-2a4c6e8f0b11' },
  bookings: {
    1: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
    18: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b12',
    5: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b13',
    0: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b14',
    2: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b15',
    3: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b16',
    19: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b17',
    20: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b18',
    8: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b19',
  },
};
