/** English texts for examples. The Korean document shows them as written in the schemas. */
export const EXAMPLE_TRANSLATIONS: Record<string, string> = {
  김하늘: 'Haneul Kim',
  이서연: 'Seoyeon Lee',
  '런웨이와 룩북 경험이 풍부한 여성 패션 모델입니다.':
    'A fashion model with long experience of runways and look books.',
  '가을 룩북 촬영': 'Look book for the autumn collection',
  '성수동 스튜디오': 'Studio in Seongsu-dong, Seoul',
  '의상 두 벌 추가': 'Two more outfits',
  '일정 변경': 'The schedule has changed',
  휴가: 'Holiday',
  '룩북 후보': 'Lookbook shortlist',
  '흰 배경 앞에 선 전신 사진': 'Full length, before a white background',
  세담: 'SEDAM',
};
