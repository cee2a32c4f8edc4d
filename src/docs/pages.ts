export const swaggerPage = (title: string) => title;
export const redocPage = (title: string) => title;
export const docsCsp = { swagger: '', redoc: '' };
