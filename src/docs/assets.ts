import { AppError } from '../errors';
import type { AppContext } from '../http/app-env';

/** Browsers request an icon for every page. There is none. */
export const emptyFavicon = (c: AppContext) =>
  c.body(null, 204, { 'Cache-Control': 'public, max-age=86400' });

/** Serves the files of the documentation and other pages, which the build copies. */
export async function docsAssets(c: AppContext): Promise<Response> {
  const asset = await c.env.ASSETS?.fetch(c.req.raw);
  if (!asset || asset.status === 404) throw new AppError('RouteNotFoundException');
  const response = new Response(asset.body, asset);
  response.headers.set('Cache-Control', 'public, max-age=3600');
  return response;
}
