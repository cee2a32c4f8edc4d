/** The passwords of the demo data: known to everybody, so good in development and test only. */
const DEMO_PASSWORDS = ['Admin123!', 'Client123!'];

export const isDemoPassword = (password: string) => DEMO_PASSWORDS.includes(password);
