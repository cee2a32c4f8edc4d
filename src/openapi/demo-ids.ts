/**
 * Ids for examples. The demo data (scripts/db/demo.json) contains them all, so examples work unchanged.
 */
export const DEMO = {
  model: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
  /** Has no bookings, so it can be deleted. */
  modelToDelete: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f11',
  /** The account `client`. */
  user: 'a4bd1785-0717-42d0-b5ca-cb540080e9ea',
  userToDelete: 'a4bd1785-0717-42d0-b5ca-cb540080e9eb',
  /** Two public pictures of the model. */
  picture: '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a11',
  pictureToDelete: '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a12',
  /** Its pictures are those in `pictureOrder`, in another order. */
  modelToOrder: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f12',
  pictureOrder: [
    '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a22',
    '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a21',
    '0b7d3a52-6c0e-4b0c-9f61-3f2f1f0f8a23',
  ],
  calendar: '9a4c1e72-5d0b-4f6e-8c3d-1b2a4c6e8f01',
  calendarToDelete: '9a4c1e72-5d0b-4f6e-8c3d-1b2a4c6e8f02',
  package: '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c01',
  packageToDelete: '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c02',
  packageToRevoke: '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c03',
  packageToClose: '6c8e0a31-7d4f-4b2a-9e5c-3f1d5b7a9c04',
  invitation: '0d9f2c1e-6a4b-4c0e-8d53-2f7a1b9c3e55',
  invitationToRevoke: '0d9f2c1e-6a4b-4c0e-8d53-2f7a1b9c3e56',
  webhook: '3c1d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
  webhookToDelete: '3c1d5f9e-2c1c-4a53-9a05-7f6f0a3f2b12',
  bookOut: '7d3e1a52-6f0b-4c8e-9b1d-2a4c6e8f0b11',
  /** A request of `client`, and one booking for each transition. */
  booking: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
  bookingTo: {
    release: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b12',
    challenge: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b13',
    option: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b14',
    confirm: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b15',
    decline: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b16',
    complete: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b17',
    noShow: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b18',
    cancel: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b19',
  },
} as const;
