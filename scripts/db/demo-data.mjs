// Demo data of the agency: fictional people and brands only. Nothing here touches a database;
// the times of bookings and book-outs are computed from `now`, so they are right on any day.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEOUL_OFFSET = 9 * HOUR; // Korea has no daylight saving time

// [name, stage name, gender, boards, price per hour,
//   [height, bust, waist, hips, inseam, shoe], hair, eyes, nationality, languages,
//   based in, handle, birth date, commission %,
//   description, { other fields }]
// biome-ignore format: a table reads better one model at a time
const modelRows = [
  ['김해온', 'HAEON', 'female', 'women commercial', 280_000,
    [174, 82, 61, 88, 81, 245], 'dark brown', 'dark brown', 'KR', 'ko en',
    'Seoul', 'demo.haeon', '1999-04-17', 20,
    '룩북과 이커머스 촬영 경험이 많아 하루 60착장도 안정적으로 소화하는 모델입니다.'],
  ['정라율', null, 'female', 'women new_faces', 110_000,
    [177, 79, 59, 87, 84, 250], 'black', 'black', 'KR', 'ko',
    'Seoul', 'demo.rayul', '2007-02-09', 30,
    '첫 시즌을 준비하는 신인으로, 곧은 워킹과 긴 목선이 런웨이에서 돋보입니다.'],
  ['남궁해솔', 'SOL', 'female', 'women', 450_000,
    [179, 80, 60, 88, 86, 250], 'black', 'dark brown', 'KR', 'ko en fr',
    'Seoul', 'demo.haesol', '1998-11-03', 20,
    '서울과 파리의 런웨이에 꾸준히 서 온 하이패션 모델. 에디토리얼 화보에 강합니다.',
    { notes_internal: '해외 일정이 잦으니 옵션을 받기 전에 항공편을 먼저 확인할 것.' }],
  ['윤새담', null, 'female', 'women commercial', 320_000,
    [170, 81, 60, 87, 79, 240], 'brown', 'dark brown', 'KR', 'ko ja',
    'Seoul', 'demo.saedam', '2000-08-25', 20,
    '맑은 피부 톤으로 스킨케어 광고의 클로즈업 촬영을 주로 맡는 뷰티 모델입니다.'],
  ['표하늘', null, 'female', 'women new_faces', 90_000,
    [173, 80, 60, 88, 81, 245], 'light brown', 'brown', 'KR', 'ko en',
    'Busan', 'demo.haneul', '2006-06-21', 30,
    '부산에서 활동을 시작한 신인. 자연광 스냅과 데님 룩에 잘 어울립니다.',
    { mother_agency: '해운결 모델스쿨' }],
  ['권바다', null, 'female', 'women fit', 130_000,
    [168, 84, 66, 92, 77, 240], 'black', 'dark brown', 'KR', 'ko',
    'Seoul', 'demo.bada', '1997-01-30', 15,
    '여성복 66 사이즈 기준 피팅 모델로, 패턴과 활동성에 대한 의견을 꼼꼼히 전합니다.'],
  ['이나겸', 'NAGYEOM', 'female', 'women influencer', 380_000,
    [167, 82, 61, 89, 76, 235], 'ash brown', 'brown', 'KR', 'ko en',
    'Seoul', 'demo.nagyeom', '1998-05-12', 20,
    '일상 브이로그와 숏폼을 직접 기획하고 편집하는 라이프스타일 크리에이터입니다.'],
  ['류세담', 'SEDAM', 'female', 'women celebrity', 900_000,
    [169, 81, 59, 86, 78, 240], 'black', 'dark brown', 'KR', 'ko en zh',
    'Seoul', 'demo.sedam', '1995-09-28', 10,
    '뮤지컬 무대와 라디오 진행으로 얼굴을 알린 모델. 브랜드 앰배서더 경험이 있습니다.',
    { notes_internal: '주류 광고는 받지 않음. 견적은 대표 승인 후 회신.' }],
  ['길아람', null, 'female', 'women curve commercial', 240_000,
    [173, 103, 86, 112, 79, 250], 'dark brown', 'brown', 'KR', 'ko en',
    'Seoul', 'demo.aram', '1996-12-05', 20,
    '건강한 실루엣과 시원한 미소로 속옷, 수영복 캠페인을 이끄는 커브 모델입니다.'],
  ['모은채', null, 'female', 'women curve', 200_000,
    [170, 98, 82, 108, 77, 245], 'auburn', 'dark brown', 'KR', 'ko',
    'Daegu', 'demo.eunchae', '2001-03-19', 20,
    '플러스 사이즈 쇼핑몰 룩북에서 편안한 포즈와 풍부한 표정을 보여 줍니다.'],
  ['맹서율', null, 'female', 'hands commercial', 180_000,
    [165, null, null, null, null, 235], 'black', 'black', 'KR', 'ko en',
    'Seoul', 'demo.seoyul', '1994-07-08', 15,
    '길고 고른 손가락으로 네일과 크림 광고의 손 연기를 전문으로 하는 부분 모델입니다.'],
  ['국소람', null, 'female', 'hands', 150_000,
    [162, null, 64, 90, 73, 230], 'dark brown', 'dark brown', 'KR', 'ko',
    'Incheon', 'demo.soram', '1999-10-14', 15,
    '반지와 시계 촬영에 익숙하고, 긴 촬영에도 손 떨림 없이 자세를 유지합니다.'],
  ['명정임', null, 'female', 'women classic', 220_000,
    [166, 85, 69, 93, 75, 240], 'silver', 'dark brown', 'KR', 'ko',
    'Seoul', 'demo.jeongim', '1961-05-02', 20,
    '은발과 단정한 자세가 인상적인 시니어 모델. 한복과 코트 화보를 자주 찍습니다.'],
  ['편경옥', null, 'female', 'classic commercial', 160_000,
    [160, 88, 74, 95, 71, 235], 'gray', 'black', 'KR', 'ko ja',
    'Gwangju', 'demo.gyeongok', '1958-10-23', 20,
    '보험과 식품 광고에서 다정한 할머니 역할로 신뢰를 주는 시니어 모델입니다.',
    { is_available: false, notes_internal: '무릎 수술 후 회복 중. 복귀 시기는 본인과 상의.' }],
  ['공나래', null, 'female', 'fit', 100_000,
    [163, 83, 67, 92, 74, 235], 'black', 'brown', 'KR', 'ko en',
    'Seoul', 'demo.narae', '1998-02-16', 15,
    '요가복과 아웃도어 브랜드의 샘플 피팅을 5년째 맡고 있는 핏 전문 모델입니다.'],
  ['Élise Marvaux', 'Élise', 'female', 'women foreign', 500_000,
    [178, 82, 60, 89, 85, 255], 'blonde', 'blue', 'FR', 'fr en',
    'Paris', 'demo.elise', '1999-06-30', 25,
    '파리를 기반으로 주얼리와 향수 캠페인을 진행하며, 서울 시즌에 맞춰 방한합니다.',
    { mother_agency: 'Atelier Quatorze Demo' }],
  ['Amara Okedele', null, 'female', 'women foreign', 420_000,
    [180, 81, 61, 90, 87, 255], 'black', 'dark brown', 'NG', 'en ko',
    'Seoul', 'demo.amara', '2000-01-11', 20,
    '역동적인 워킹과 강렬한 눈빛으로 스트리트 브랜드 쇼의 오프닝을 맡아 왔습니다.',
    { is_available: false, notes_internal: '체류 자격 연장 심사 중. 허가가 나면 다시 공개.' }],
  ['Yuzuki Haramori', 'YUZU', 'female', 'foreign commercial', 300_000,
    [166, 79, 59, 86, 76, 235], 'brown', 'dark brown', 'JP', 'ja ko en',
    'Tokyo', 'demo.yuzuki', '2001-11-20', 25,
    '도쿄와 서울을 오가며 헤어 제품과 음료 광고에서 산뜻한 이미지를 선보입니다.',
    { mother_agency: 'Komorebi Demo Agency' }],
  ['용태겸', 'TAEGYEOM', 'male', 'men', 400_000,
    [188, 94, 74, 93, 88, 280], 'black', 'dark brown', 'KR', 'ko en',
    'Seoul', 'demo.taegyeom', '1998-08-07', 20,
    '테일러링 컬렉션에 강한 런웨이 모델로, 수트의 선을 또렷하게 살려 냅니다.'],
  ['박유담', null, 'male', 'men new_faces', 80_000,
    [185, 90, 71, 91, 86, 275], 'black', 'black', 'KR', 'ko',
    'Daejeon', 'demo.yudam', '2007-05-26', 30,
    '높이뛰기 선수 출신의 신인. 마른 체형과 소년 같은 분위기가 매력입니다.'],
  ['곽이든', 'EDEN K', 'male', 'men commercial', 260_000,
    [183, 95, 76, 94, 84, 270], 'dark brown', 'brown', 'KR', 'ko en',
    'Seoul', 'demo.ideun', '1996-03-04', 20,
    '자동차와 통신사 광고에서 믿음직한 직장인 이미지를 자연스럽게 연기합니다.'],
  ['어진묵', null, 'male', 'men commercial', 210_000,
    [178, 99, 84, 98, 80, 270], 'black', 'dark brown', 'KR', 'ko',
    'Suwon', 'demo.jinmuk', '1985-12-18', 20,
    '다정한 아빠 이미지로 가전과 식품 광고를 찍어 온 생활 광고 전문 모델입니다.'],
  ['육현섭', null, 'male', 'men classic', 230_000,
    [181, 100, 86, 99, 82, 275], 'silver', 'dark brown', 'KR', 'ko en',
    'Seoul', 'demo.hyeonseop', '1963-09-15', 20,
    '은퇴 후 데뷔한 시니어 모델. 클래식 수트와 골프웨어 화보에서 중후한 멋을 냅니다.'],
  ['감로운', null, 'male', 'men curve', 190_000,
    [184, 116, 104, 114, 81, 285], 'black', 'brown', 'KR', 'ko en',
    'Seoul', 'demo.roun', '1997-07-22', 20,
    '빅사이즈 남성복 룩북을 대표하는 모델로, 힙합 무드의 스트리트 룩이 특기입니다.'],
  ['피선호', null, 'male', 'hands', 170_000,
    [177, null, 78, 94, 80, 265], 'dark brown', 'dark brown', 'KR', 'ko',
    'Seoul', 'demo.seonho', '1993-04-29', 15,
    '스마트폰 조작과 커피 추출 장면을 정교하게 표현하는 남성 손 모델입니다.'],
  ['경민혁', null, 'male', 'men fit', 120_000,
    [180, 97, 79, 96, 82, 270], 'black', 'black', 'KR', 'ko',
    'Seoul', 'demo.minhyeok', '1995-06-10', 15,
    '남성복 100 사이즈 표준 체형으로, 어패럴 브랜드의 시즌 품평회에 함께합니다.'],
  ['예하람', 'HARAM', 'male', 'men influencer', 350_000,
    [182, 96, 75, 94, 83, 275], 'ash gray', 'brown', 'US', 'en ko',
    'Seoul', 'demo.haram', '1999-12-01', 20,
    '러닝과 캠핑 콘텐츠를 만드는 교포 출신 크리에이터. 영어 진행도 가능합니다.'],
  ['마건율', null, 'male', 'men celebrity', 750_000,
    [190, 108, 84, 102, 86, 290], 'black', 'dark brown', 'KR', 'ko en',
    'Seoul', 'demo.geonyul', '1992-02-27', 10,
    '핸드볼 선수로 뛰다 예능에 진출한 스포테이너. 스포츠 브랜드 행사에 적합합니다.',
    { is_available: false, notes_internal: '방송 전속 기간이라 광고 일정을 받지 않음.' }],
  ['Tomasz Wilkor', 'TOMEK', 'male', 'men foreign', 360_000,
    [187, 96, 76, 95, 87, 285], 'light brown', 'green', 'PL', 'pl en ko',
    'Seoul', 'demo.tomasz', '1997-10-06', 20,
    '니트와 아웃도어 화보에서 차분한 분위기를 내는 서울 거주 4년 차 모델입니다.'],
  ['탁윤', 'YUN', 'non_binary', 'new_faces commercial', 120_000,
    [175, 84, 66, 89, 82, 260], 'platinum', 'dark brown', 'KR', 'ko en',
    'Seoul', 'demo.takyun', '2004-08-13', 25,
    '성별의 경계를 넘나드는 젠더리스 스타일링으로 향수와 안경 브랜드의 주목을 받습니다.'],
];

const toModel = ([name, stage_name, gender, boards, price_per_hour, sizes, ...rest]) => {
  const [height_cm, bust_cm, waist_cm, hips_cm, inseam_cm, shoe_mm] = sizes;
  const [hair_color, eye_color, nationality, languages, based_in, ...more] = rest;
  const [instagram, birth_date, commission_pct, description, other = {}] = more;
  return {
    name,
    stage_name,
    description,
    price_per_hour,
    is_available: true,
    gender,
    boards: boards.split(' '),
    height_cm,
    bust_cm,
    waist_cm,
    hips_cm,
    inseam_cm,
    shoe_mm,
    hair_color,
    eye_color,
    nationality,
    languages: languages.split(' '),
    based_in,
    instagram,
    birth_date,
    notes_internal: null,
    mother_agency: null,
    commission_pct,
    ...other,
  };
};

export const demoModels = modelRows.map(toModel);

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

/** The instant of `hour`:00 in Seoul, `day` days after the Seoul day that `now` falls on. */
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

// What the examples of the OpenAPI document name (src/openapi/demo-ids.ts), by row: the rest have random ids.
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
  // By model: those of its three pictures.
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
