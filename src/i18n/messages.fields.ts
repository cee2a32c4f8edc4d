import type { Text } from './text';

/** What is wrong with a single input, whichever it is: each can stand without the field's name. */
export const FIELD_MESSAGES = {
  'errors.more': ['{first} 외 {others}건', '{first} and {others} more'],

  'field.required': ['필수 항목을 입력해 주세요', 'Fill in this required field'],
  'field.unknown': ['사용할 수 없는 항목입니다: {name}', 'This field is not supported: {name}'],
  'field.invalid': ['올바른 값을 입력해 주세요', 'Enter a valid value'],
  'field.format': ['형식에 맞게 입력해 주세요', 'Enter a value in the correct format'],
  'field.choice': ['선택할 수 없는 값입니다', 'Choose one of the available values'],
  'field.text': ['텍스트로 입력해 주세요', 'Enter text'],
  'field.number': ['숫자로 입력해 주세요', 'Enter a number'],
  'field.whole_number': ['소수점 없는 숫자로 입력해 주세요', 'Enter a whole number'],
  'field.yes_or_no': ['예 또는 아니요로 답해 주세요', 'Answer with yes or no'],
  'field.several': ['여러 값을 담는 목록으로 보내 주세요', 'Send several values as a list'],
  'field.group': ['항목별로 나누어 보내 주세요', 'Send the details as separate, named fields'],
  'field.email': ['올바른 이메일 주소를 입력해 주세요', 'Enter a valid e-mail address'],
  'field.url': ['올바른 웹 주소를 입력해 주세요', 'Enter a valid web address'],
  'field.date': [
    '날짜는 2026-12-01과 같은 형식으로 입력해 주세요',
    'Enter a date such as 2026-12-01',
  ],

  'text.empty': ['내용을 입력해 주세요', 'Enter some text'],
  'text.too_short': ['{min}자 이상 입력해 주세요', 'Enter at least {min} characters'],
  'text.too_long': ['{max}자 이하로 입력해 주세요', 'Enter at most {max} characters'],
  'text.invalid': [
    '사용할 수 없는 문자가 들어 있습니다',
    'The text contains characters that cannot be used',
  ],
  'text.invisible': [
    '줄바꿈이나 눈에 보이지 않는 문자는 사용할 수 없습니다',
    'Line breaks and invisible characters cannot be used here',
  ],
  'number.too_small': ['{min} 이상의 숫자를 입력해 주세요', 'Enter {min} or more'],
  'number.too_large': ['{max} 이하의 숫자를 입력해 주세요', 'Enter {max} or less'],
  'list.empty': ['하나 이상 선택해 주세요', 'Choose at least one'],
  'list.too_short': ['{min}개 이상 선택해 주세요', 'Choose at least {min}'],
  'list.too_long': ['{max}개 이하로 선택해 주세요', 'Choose at most {max}'],
  'list.duplicates': ['같은 값을 두 번 선택할 수 없습니다', 'Choose each value only once'],

  'time.end_before_start': [
    '종료 시간은 시작 시간보다 늦어야 합니다',
    'The end must be after the start',
  ],
  'time.offset_required': [
    '시간에는 UTC 오프셋이 필요합니다 (예: 2026-12-01T09:00:00+09:00)',
    'A time needs a UTC offset, as in 2026-12-01T09:00:00+09:00',
  ],
  'time.invalid': [
    '올바른 날짜와 시간을 입력해 주세요 (예: 2026-12-01T09:00:00+09:00)',
    'Enter a valid date and time, such as 2026-12-01T09:00:00+09:00',
  ],
  'time.zone_invalid': [
    '올바른 시간대를 입력해 주세요 (예: Asia/Seoul)',
    'Enter a valid time zone, such as Asia/Seoul',
  ],
  'search.too_many_words': [
    '검색어는 최대 10개의 단어까지 입력할 수 있습니다',
    'Search for at most 10 words',
  ],
  'filter.free_too_long': ['기간은 최대 14일까지 선택할 수 있습니다', 'Choose at most 14 days'],
  'filter.free_pair': [
    '시작 시간과 종료 시간을 함께 지정해 주세요',
    'Enter both the start and the end of the period',
  ],
  'filter.range_order': [
    '최솟값은 최댓값보다 클 수 없습니다',
    'The minimum cannot be greater than the maximum',
  ],
  'list.cursor_invalid': [
    '다음 페이지를 이어서 불러올 수 없습니다. 목록을 처음부터 다시 조회해 주세요',
    'The next page cannot be loaded. Read the list again from the start',
  ],
  'list.cursor_with_skip': [
    '페이지를 넘기는 방법은 cursor와 skip 중 하나만 사용할 수 있습니다',
    'Use either cursor or skip, not both',
  ],
} as const satisfies Record<string, Text>;
