import * as z from 'zod';
import { described } from '../../http/input/field-schemas';

export const token = z
  .string()
  .min(1)
  .max(512)
  .meta(
    described(
      '메일 링크의 `#token=` 뒤에 있는 토큰.',
      'The token after `#token=` in the mail’s link.',
    ),
  );

export const ForgotBody = z
  .strictObject({ email: z.string().trim().max(254).check(z.email()) })
  .meta({ id: 'PasswordForgotten', examples: [{ email: 'haneul@example.com' }] });

export const ResetBody = z
  .strictObject({ token, new_password: z.string().min(1).max(1024) })
  .meta({ id: 'PasswordReset', examples: [{ token: 'f3a9….k2Vq…', new_password: 'Plum-Rain7!' }] });

export const TokenBody = z
  .strictObject({ token })
  .meta({ id: 'MailToken', examples: [{ token: 'f3a9….k2Vq…' }] });

export const Verified = z
  .object({
    email_verified: z
      .literal(true)
      .meta(
        described(
          '주소가 인증되었음을 뜻합니다. 항상 true입니다.',
          'Confirms that the address is verified; always true.',
        ),
      ),
  })
  .meta({ id: 'EmailVerified', examples: [{ email_verified: true }] });
