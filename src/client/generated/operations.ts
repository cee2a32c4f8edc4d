// Written by `npm run openapi`.

import type { RawBody } from '../request.js';
import type {
  Account,
  AdminModel,
  AdminPicture,
  AuditPage,
  Availability,
  Board,
  Booking,
  BookingBatch,
  BookingBatchResult,
  BookingCreate,
  BookingEnvelope,
  BookingEventPage,
  BookingPage,
  BookingStatus,
  BookingUpdate,
  BookOut,
  BookOutCreate,
  BookOutPage,
  CalendarCreate,
  CalendarList,
  CalendarWithUrl,
  DeliveryPage,
  DeliveryState,
  EmailVerifiedEnvelope,
  Envelope,
  Erasure,
  EventPage,
  EventType,
  Gender,
  Invitation,
  InvitationAccept,
  InvitationCreate,
  InvitationPage,
  Login,
  Logout,
  MailToken,
  Model,
  ModelCreate,
  ModelFacets,
  ModelPage,
  ModelUpdate,
  Package,
  PackageCreate,
  PackagePage,
  PackageStatus,
  PackageUpdate,
  PasswordChange,
  PasswordForgotten,
  PasswordReset,
  PersonalData,
  Pick,
  Picture,
  PictureKind,
  PictureList,
  PictureOrder,
  PictureUpdate,
  ProfileUpdate,
  Quote,
  Reason,
  Refresh,
  Role,
  SessionPage,
  SharedPackage,
  SharedPackageItem,
  TokenPair,
  User,
  UserCreate,
  UserPage,
  UserUpdate,
  Webhook,
  WebhookCreate,
  WebhookPage,
  WebhookReplay,
  WebhookReplayResult,
  WebhookUpdate,
  WebhookWithSecret,
} from './schemas.js';

/** The input and result of each operation. `conditional` ones take `ifNoneMatch`. */
export interface Operations {
  /** Sign up */
  register: {
    input: {
      body: Account;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: User;
  };
  /** Sign in */
  login: {
    input: {
      body: Login;
    };
    answer: TokenPair;
  };
  /** Refresh the tokens */
  refresh: {
    input: {
      body: Refresh;
    };
    answer: TokenPair;
  };
  /** Forgot your password */
  forgotPassword: {
    input: {
      body: PasswordForgotten;
    };
    answer: Envelope;
  };
  /** Reset your password */
  resetPassword: {
    input: {
      body: PasswordReset;
    };
    answer: Envelope;
  };
  /** Verify an e-mail address */
  verifyEmail: {
    input: {
      body: MailToken;
    };
    answer: EmailVerifiedEnvelope;
  };
  /** Cancel a change of e-mail address */
  cancelEmailChange: {
    input: {
      body: MailToken;
    };
    answer: Envelope;
  };
  /** Accept an invitation */
  acceptInvitation: {
    input: {
      body: InvitationAccept;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: User;
  };
  /** Sign out */
  logout: {
    input: {
      body?: Logout;
    };
    answer: Envelope;
  };
  /** Get your profile */
  getMe: { input: Record<never, never>; answer: User; conditional: true };
  /** Change your profile */
  updateMe: {
    input: {
      body: ProfileUpdate;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: User;
  };
  /** Erase your account */
  eraseMe: {
    input: {
      body: Erasure;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** Change your password */
  changePassword: {
    input: {
      body: PasswordChange;
    };
    answer: Envelope;
  };
  /** List your sessions */
  listSessions: {
    input: {
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
      };
    };
    answer: SessionPage;
    conditional: true;
  };
  /** End one of your sessions */
  endSession: {
    input: {
      path: {
        /** Id of the session, from `GET /auth/sessions`. */
        session_id: string;
      };
    };
    answer: Envelope;
  };
  /** Resend the verification mail */
  resendVerification: { input: Record<never, never>; answer: Envelope };
  /** Export your data */
  exportMe: { input: Record<never, never>; answer: PersonalData };
  /** List models */
  listModels: {
    input: {
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
        /** Words to find in the name, stage name or description: up to 10, separated by spaces, all of which must occur. Ignores case and accents. */
        q?: string | null | undefined;
        /** Up to 100 model ids, separated by commas. Unknown ids are skipped. `limit` defaults to the number of ids. */
        ids?: string | null | undefined;
        /** Only models on this board. */
        board?: Board | null | undefined;
        /** Only models of this gender. */
        gender?: Gender | null | undefined;
        /** Only models with at least this hourly rate, in KRW. */
        min_price?: number | null | undefined;
        /** Only models with at most this hourly rate, in KRW. */
        max_price?: number | null | undefined;
        /** Only models of at least this height, in cm. */
        min_height?: number | null | undefined;
        /** Only models of at most this height, in cm. */
        max_height?: number | null | undefined;
        /** true: only models that accept bookings; false: only those that do not. */
        is_available?: boolean | null | undefined;
        /** Only models who are free from this time until `free_to`. Send both. A date means midnight in Seoul. */
        free_from?: string | Date | string | null | undefined;
        /** End (exclusive) of the window that starts at `free_from`, at most 14 days later. */
        free_to?: string | Date | string | null | undefined;
        /** Field to sort by. A leading `-` sorts in descending order. */
        sort?:
          | 'created_at'
          | '-created_at'
          | 'price_per_hour'
          | '-price_per_hour'
          | 'name'
          | '-name'
          | 'height_cm'
          | '-height_cm'
          | null
          | undefined;
      };
    };
    answer: ModelPage;
    conditional: true;
  };
  /** Create a model */
  createModel: {
    input: {
      body: ModelCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: AdminModel;
  };
  /** Count models by value */
  getModelFacets: {
    input: {
      query?: {
        /** Words to find in the name, stage name or description: up to 10, separated by spaces, all of which must occur. Ignores case and accents. */
        q?: string | null | undefined;
        /** Up to 100 model ids, separated by commas. Unknown ids are skipped. `limit` defaults to the number of ids. */
        ids?: string | null | undefined;
        /** Only models on this board. */
        board?: Board | null | undefined;
        /** Only models of this gender. */
        gender?: Gender | null | undefined;
        /** Only models with at least this hourly rate, in KRW. */
        min_price?: number | null | undefined;
        /** Only models with at most this hourly rate, in KRW. */
        max_price?: number | null | undefined;
        /** Only models of at least this height, in cm. */
        min_height?: number | null | undefined;
        /** Only models of at most this height, in cm. */
        max_height?: number | null | undefined;
        /** true: only models that accept bookings; false: only those that do not. */
        is_available?: boolean | null | undefined;
        /** Only models who are free from this time until `free_to`. Send both. A date means midnight in Seoul. */
        free_from?: string | Date | string | null | undefined;
        /** End (exclusive) of the window that starts at `free_from`, at most 14 days later. */
        free_to?: string | Date | string | null | undefined;
      };
    };
    answer: ModelFacets;
    conditional: true;
  };
  /** Get a model */
  getModel: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
    };
    answer: Model | AdminModel;
    conditional: true;
  };
  /** Change a model */
  updateModel: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      body: ModelUpdate;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: AdminModel;
  };
  /** Delete a model */
  deleteModel: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** Get a model’s availability */
  getModelAvailability: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      query: {
        /** Start of the period: a time, or a date, which means midnight in Seoul. */
        from: string | Date | string;
        /** End of the period (exclusive): a time or a date, at most 92 days after the start. */
        to: string | Date | string;
      };
    };
    answer: Availability;
    conditional: true;
  };
  /** List book-outs */
  listBookOuts: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
      };
    };
    answer: BookOutPage;
    conditional: true;
  };
  /** Book a model out */
  createBookOut: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      body: BookOutCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: BookOut;
  };
  /** Delete a book-out */
  deleteBookOut: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
        /** Id of the book-out, from `GET /models/{model_id}/book-outs`. */
        book_out_id: string;
      };
    };
    answer: Envelope;
  };
  /** List a model’s pictures */
  listPictures: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      query?: {
        /** Only pictures of this kind. */
        kind?: PictureKind | null | undefined;
      };
    };
    answer: PictureList;
    conditional: true;
  };
  /** Upload a picture */
  uploadPicture: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      query?: {
        /** What kind of picture it is. */
        kind?: PictureKind | null | undefined;
        /** Whether anyone can see the picture. The first public picture is the model’s cover. */
        is_public?: boolean | null | undefined;
        /** Alternative text: what the picture shows, for people who cannot see it. */
        alt?: string | null | undefined;
      };
      body: RawBody;
      /** Told how many bytes of how many have been sent, where the platform knows (browsers do). */
      onProgress?: (sent: number, total: number) => void;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: AdminPicture;
  };
  /** Get a picture */
  getPicture: {
    input: {
      path: {
        /** Id of the picture, from `GET /models/{model_id}/pictures`. */
        picture_id: string;
      };
    };
    answer: Picture | AdminPicture;
    conditional: true;
  };
  /** Change a picture */
  updatePicture: {
    input: {
      path: {
        /** Id of the picture, from `GET /models/{model_id}/pictures`. */
        picture_id: string;
      };
      body: PictureUpdate;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: AdminPicture;
  };
  /** Delete a picture */
  deletePicture: {
    input: {
      path: {
        /** Id of the picture, from `GET /models/{model_id}/pictures`. */
        picture_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** Download a picture’s file */
  getPictureFile: {
    input: {
      path: {
        /** Id of the picture, from `GET /models/{model_id}/pictures`. */
        picture_id: string;
        /** Width in pixels (320, 800 or 1600), or original. */
        size: string;
      };
      query?: {
        /** The package link that the URL belongs to. The URLs in `urls` contain it. */
        package?: string | null | undefined;
        /** When the signature expires, in epoch seconds. The URLs in `urls` contain it. */
        expires?: string | null | undefined;
        /** Signature of the URL. The URLs in `urls` contain it. */
        signature?: string | null | undefined;
      };
    };
    answer: Blob;
    conditional: true;
  };
  /** Reorder a model’s pictures */
  orderPictures: {
    input: {
      path: {
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      body: PictureOrder;
    };
    answer: PictureList;
  };
  /** List bookings */
  listBookings: {
    input: {
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
        /** Only bookings in this state. Repeat the parameter for several states. */
        status?: Array<BookingStatus> | null | undefined;
        /** Only bookings of this model. */
        model_id?: string | null | undefined;
        /** Only bookings of this client. Admins only. */
        user_id?: string | null | undefined;
        /** Only bookings that end after this time. */
        from?: string | Date | string | null | undefined;
        /** Only bookings that start before this time. */
        to?: string | Date | string | null | undefined;
        /** Field to sort by. A leading `-` sorts in descending order. */
        sort?: 'start_time' | '-start_time' | 'created_at' | '-created_at' | null | undefined;
      };
    };
    answer: BookingPage;
    conditional: true;
  };
  /** Request a booking */
  createBooking: {
    input: {
      body: BookingCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Request several bookings */
  createBookingBatch: {
    input: {
      body: BookingBatch;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: BookingBatchResult;
  };
  /** Quote a booking */
  quoteBooking: {
    input: {
      body: BookingCreate;
    };
    answer: Quote;
  };
  /** Get a booking */
  getBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
    };
    answer: Booking;
    conditional: true;
  };
  /** Change a booking */
  updateBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body: BookingUpdate;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Booking;
  };
  /** Cancel a booking */
  cancelBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: BookingEnvelope;
  };
  /** Get the history of a booking */
  listBookingEvents: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
      };
    };
    answer: BookingEventPage;
    conditional: true;
  };
  /** Release an option */
  releaseBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Challenge the options ahead */
  challengeBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Place an option */
  optionBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Confirm a booking */
  confirmBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Decline a booking */
  declineBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Complete a booking */
  completeBooking: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Mark a no-show */
  markNoShow: {
    input: {
      path: {
        /** Id of the booking, from `GET /bookings`. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Booking;
  };
  /** Create a user */
  createUser: {
    input: {
      body: UserCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: User;
  };
  /** List users */
  listUsers: {
    input: {
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
        /** Text to find in the username, e-mail address or full name. */
        q?: string | null | undefined;
        /** Only users with this role. */
        role?: Role | null | undefined;
        /** true: only active accounts; false: only inactive ones. */
        is_active?: boolean | null | undefined;
      };
    };
    answer: UserPage;
    conditional: true;
  };
  /** Get a user */
  getUser: {
    input: {
      path: {
        /** Id of the user, from `GET /users` or `GET /auth/me`. */
        user_id: string;
      };
    };
    answer: User;
    conditional: true;
  };
  /** Change a user */
  updateUser: {
    input: {
      path: {
        /** Id of the user, from `GET /users` or `GET /auth/me`. */
        user_id: string;
      };
      body: UserUpdate;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: User;
  };
  /** Delete a user */
  deleteUser: {
    input: {
      path: {
        /** Id of the user, from `GET /users` or `GET /auth/me`. */
        user_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** Invite a user */
  inviteUser: {
    input: {
      body: InvitationCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Invitation;
  };
  /** List invitations */
  listInvitations: { input: Record<never, never>; answer: InvitationPage; conditional: true };
  /** Revoke an invitation */
  revokeInvitation: {
    input: {
      path: {
        /** Id of the invitation, from `GET /users/invitations`. */
        invitation_id: string;
      };
    };
    answer: Envelope;
  };
  /** Resend an invitation */
  resendInvitation: {
    input: {
      path: {
        /** Id of the invitation, from `GET /users/invitations`. */
        invitation_id: string;
      };
    };
    answer: Invitation;
  };
  /** Audit log */
  listAuditLog: {
    input: {
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
        /** Id of the user who performed the action. */
        actor_id?: string | null | undefined;
        /** Id of the resource that the action changed. */
        target_id?: string | null | undefined;
        /** Only entries of this action, such as `model.updated`. */
        action?: string | null | undefined;
        /** Entries recorded at or after this time. */
        from?: string | Date | string | null | undefined;
        /** Entries recorded before this time (exclusive). */
        to?: string | Date | string | null | undefined;
      };
    };
    answer: AuditPage;
    conditional: true;
  };
  /** View a package by its link */
  viewSharedPackage: {
    input: {
      path: {
        /** The token in the link or subscription address. It takes the place of a sign-in. */
        token: string;
      };
    };
    answer: SharedPackage;
    conditional: true;
  };
  /** Answer for a model */
  pickFromPackage: {
    input: {
      path: {
        /** The token in the link or subscription address. It takes the place of a sign-in. */
        token: string;
        /** Id of the model, from `GET /models`. */
        model_id: string;
      };
      body: Pick;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: SharedPackageItem;
  };
  /** Create a package */
  createPackage: {
    input: {
      body: PackageCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Package;
  };
  /** List packages */
  listPackages: {
    input: {
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
        /** Only packages in this state. */
        status?: PackageStatus | null | undefined;
      };
    };
    answer: PackagePage;
    conditional: true;
  };
  /** Get a package */
  getPackage: {
    input: {
      path: {
        /** Id of the package, from `GET /packages`. */
        package_id: string;
      };
    };
    answer: Package;
    conditional: true;
  };
  /** Change a package */
  updatePackage: {
    input: {
      path: {
        /** Id of the package, from `GET /packages`. */
        package_id: string;
      };
      body: PackageUpdate;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Package;
  };
  /** Delete a package */
  deletePackage: {
    input: {
      path: {
        /** Id of the package, from `GET /packages`. */
        package_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** Revoke a package */
  revokePackage: {
    input: {
      path: {
        /** Id of the package, from `GET /packages`. */
        package_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Package;
  };
  /** Replace the link */
  relinkPackage: {
    input: {
      path: {
        /** Id of the package, from `GET /packages`. */
        package_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Package;
  };
  /** Close a package */
  closePackage: {
    input: {
      path: {
        /** Id of the package, from `GET /packages`. */
        package_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Package;
  };
  /** Read a calendar */
  getCalendarFeed: {
    input: {
      path: {
        /** The token in the link or subscription address. It takes the place of a sign-in. */
        token: string;
      };
    };
    answer: string;
    conditional: true;
  };
  /** Create a calendar */
  createCalendar: {
    input: {
      body: CalendarCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: CalendarWithUrl;
  };
  /** List calendars */
  listCalendars: { input: Record<never, never>; answer: CalendarList; conditional: true };
  /** Delete a calendar */
  deleteCalendar: {
    input: {
      path: {
        /** Id of the calendar, from `GET /calendars`. */
        calendar_id: string;
      };
    };
    answer: Envelope;
  };
  /** List events */
  listEvents: {
    input: {
      query?: {
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
        /** Only events of this type. Repeat the parameter for several types. */
        type?: Array<EventType> | null | undefined;
        /** `now` returns no events and a first cursor for the current moment. */
        after?: 'now' | null | undefined;
      };
    };
    answer: EventPage;
    conditional: true;
  };
  /** Register a webhook */
  createWebhook: {
    input: {
      body: WebhookCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: WebhookWithSecret;
  };
  /** List webhooks */
  listWebhooks: { input: Record<never, never>; answer: WebhookPage; conditional: true };
  /** Get a webhook */
  getWebhook: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
    };
    answer: Webhook;
    conditional: true;
  };
  /** Change a webhook */
  updateWebhook: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      body: WebhookUpdate;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Webhook;
  };
  /** Delete a webhook */
  deleteWebhook: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** Rotate a webhook’s secret */
  rotateWebhookSecret: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: WebhookWithSecret;
  };
  /** Send a test event */
  testWebhook: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Envelope;
  };
  /** Enable a webhook */
  enableWebhook: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Webhook;
  };
  /** Disable a webhook */
  disableWebhook: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Webhook;
  };
  /** Replay events */
  replayWebhook: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      body: WebhookReplay;
    };
    answer: WebhookReplayResult;
  };
  /** List deliveries */
  listDeliveries: {
    input: {
      path: {
        /** Id of the webhook, from `GET /webhooks`. */
        webhook_id: string;
      };
      query?: {
        /** Number of items to skip from the start of the list. */
        skip?: number | null | undefined;
        /** Maximum number of items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page. Send it with the same filters and without `skip`. An empty value means the first page. */
        cursor?: string | null | undefined;
        /** Only deliveries in this state. */
        state?: DeliveryState | null | undefined;
      };
    };
    answer: DeliveryPage;
    conditional: true;
  };
}
