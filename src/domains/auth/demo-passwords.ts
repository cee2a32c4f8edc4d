/** Passwords of the demo data. They are public, so they work in development and test only. */
const DEMO_PASSWORDS = ['Admin123!', 'Client123!'];

export const isDemoPassword = (password: string) => DEMO_PASSWORDS.includes(password);
