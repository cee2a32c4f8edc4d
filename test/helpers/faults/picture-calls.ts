import { del } from '../api';
import { stage } from '../data';
import { download, uniquePicture, upload } from '../images/pictures';

import { type Cases, count, type Env, withKey } from './story';

/** Without Images: rendering other sizes takes time. */
const NO_IMAGES = { IMAGES: undefined };

export const PICTURE_CALLS: Cases = {
  'upload a picture': uploading(() => ({})),
  'upload a picture, keyed': uploading(withKey),
  'read a picture': {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const { body } = await upload(admin, model_id, undefined, '?is_public=true');
      const send = async (env: Env) => {
        const { status, headers, bytes } = await download(body.urls['320'], { env });
        return { status, headers, text: status === 200 ? '' : `${bytes}`, body: undefined };
      };
      return { send };
    },
  },
  // As with a booking, a repeat finds it deleted already.
  'delete a picture': {
    ends: [200, 404],
    tell: async () => {
      const { admin, model_id } = await stage();
      const { body } = await upload(admin, model_id, undefined, '', { env: NO_IMAGES });
      const deletions =
        "SELECT count(*) AS n FROM audit_log WHERE target_id = ? AND action = 'picture.deleted'";
      return {
        send: (env) => del(`/api/v1/pictures/${body.picture_id}`, { token: admin.token, env }),
        left: () => count(deletions, body.picture_id),
      };
    },
  },
};

function uploading(headers: () => Record<string, string>) {
  return {
    ends: [200],
    tell: async () => {
      const { admin, model_id } = await stage();
      const [photo, own] = [uniquePicture(), headers()];
      const ready = "SELECT count(*) AS n FROM pictures WHERE model_id = ? AND state = 'ready'";
      return {
        send: (env: Env) =>
          upload(admin, model_id, photo, '', { headers: own, env: { ...NO_IMAGES, ...env } }),
        left: () => count(ready, model_id),
      };
    },
  };
}
