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

/** What each operation takes, and what it answers; `conditional` ones take `ifNoneMatch`. */
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
  /** Cancel a change of e-mail */
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
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
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
        /** Id of a session, from `GET /auth/sessions`. */
        session_id: string;
      };
    };
    answer: Envelope;
  };
  /** Send the verification again */
  resendVerification: { input: Record<never, never>; answer: Envelope };
  /** Export your data */
  exportMe: { input: Record<never, never>; answer: PersonalData };
  /** List models */
  listModels: {
    input: {
      query?: {
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
        cursor?: string | null | undefined;
        /** Words, separated by blanks, that must all occur in name, stage name or description; at most 10. Case and accents do not count. */
        q?: string | null | undefined;
        /** Ids of models, separated by commas, at most 100. Unknown ones are left out; `limit` defaults to their number. */
        ids?: string | null | undefined;
        /** Models on this board. */
        board?: Board | null | undefined;
        /** Models of this gender. */
        gender?: Gender | null | undefined;
        /** Lowest price per hour, KRW. */
        min_price?: number | null | undefined;
        /** Highest price per hour, KRW. */
        max_price?: number | null | undefined;
        /** Smallest height, cm. */
        min_height?: number | null | undefined;
        /** Greatest height, cm. */
        max_height?: number | null | undefined;
        /** Only models that can be booked, or only those that cannot. */
        is_available?: boolean | null | undefined;
        /** With `free_to`: models who are free for that whole window. A day begins at midnight in Seoul. */
        free_from?: string | Date | string | null | undefined;
        /** End (exclusive) of the window that starts at `free_from`; at most 14 days later. */
        free_to?: string | Date | string | null | undefined;
        /** Sort order; a leading `-` means descending. */
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
        /** Words, separated by blanks, that must all occur in name, stage name or description; at most 10. Case and accents do not count. */
        q?: string | null | undefined;
        /** Ids of models, separated by commas, at most 100. Unknown ones are left out; `limit` defaults to their number. */
        ids?: string | null | undefined;
        /** Models on this board. */
        board?: Board | null | undefined;
        /** Models of this gender. */
        gender?: Gender | null | undefined;
        /** Lowest price per hour, KRW. */
        min_price?: number | null | undefined;
        /** Highest price per hour, KRW. */
        max_price?: number | null | undefined;
        /** Smallest height, cm. */
        min_height?: number | null | undefined;
        /** Greatest height, cm. */
        max_height?: number | null | undefined;
        /** Only models that can be booked, or only those that cannot. */
        is_available?: boolean | null | undefined;
        /** With `free_to`: models who are free for that whole window. A day begins at midnight in Seoul. */
        free_from?: string | Date | string | null | undefined;
        /** End (exclusive) of the window that starts at `free_from`; at most 14 days later. */
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
        /** Id of a model, from `GET /models`. */
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
        /** Id of a model, from `GET /models`. */
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
        /** Id of a model, from `GET /models`. */
        model_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** Busy and free windows of a model */
  getModelAvailability: {
    input: {
      path: {
        /** Id of a model, from `GET /models`. */
        model_id: string;
      };
      query: {
        /** From this day or time; a day begins at midnight in Seoul. */
        from: string | Date | string;
        /** Before this day or time; at most 92 days later. */
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
        /** Id of a model, from `GET /models`. */
        model_id: string;
      };
      query?: {
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
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
        /** Id of a model, from `GET /models`. */
        model_id: string;
      };
      body: BookOutCreate;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: BookOut;
  };
  /** End a book-out */
  deleteBookOut: {
    input: {
      path: {
        /** Id of a model, from `GET /models`. */
        model_id: string;
        /** Id of a book-out. */
        book_out_id: string;
      };
    };
    answer: Envelope;
  };
  /** List a model’s pictures */
  listPictures: {
    input: {
      path: {
        /** Id of a model, from `GET /models`. */
        model_id: string;
      };
      query?: {
        /** Pictures of this kind. */
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
        /** Id of a model, from `GET /models`. */
        model_id: string;
      };
      query?: {
        /** What kind of picture it is. */
        kind?: PictureKind | null | undefined;
        /** Whether everybody may see it. The first public picture is the model’s cover. */
        is_public?: boolean | null | undefined;
        /** What the picture shows, for those who cannot see it. */
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
        /** Id of a picture. */
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
        /** Id of a picture. */
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
        /** Id of a picture. */
        picture_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: Envelope;
  };
  /** A picture’s file */
  getPictureFile: {
    input: {
      path: {
        /** Id of a picture. */
        picture_id: string;
        /** 320, 800 or 1600, the width in pixels, or original. */
        size: string;
      };
      query?: {
        /** The link of the package that shows it. */
        package?: string | null | undefined;
        /** When the signature runs out, epoch seconds. */
        expires?: string | null | undefined;
        /** The signature, as it stands in `urls`. */
        signature?: string | null | undefined;
      };
    };
    answer: Blob;
    conditional: true;
  };
  /** Put pictures in order */
  orderPictures: {
    input: {
      path: {
        /** Id of a model, from `GET /models`. */
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
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
        cursor?: string | null | undefined;
        /** Bookings in this state; repeat it for several. */
        status?: Array<BookingStatus> | null | undefined;
        /** Bookings of this model. */
        model_id?: string | null | undefined;
        /** Admins only. */
        user_id?: string | null | undefined;
        /** Bookings that end after this time. */
        from?: string | Date | string | null | undefined;
        /** Bookings that start before this time. */
        to?: string | Date | string | null | undefined;
        /** Sort order; a leading `-` means descending. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
        booking_id: string;
      };
      body?: Reason;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: BookingEnvelope;
  };
  /** History of a booking */
  listBookingEvents: {
    input: {
      path: {
        /** Id of a booking. */
        booking_id: string;
      };
      query?: {
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
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
        /** Id of a booking. */
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
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
        cursor?: string | null | undefined;
        /** Substring of username, e-mail or full name. */
        q?: string | null | undefined;
        /** Users of this role. */
        role?: Role | null | undefined;
        /** Only active accounts, or only inactive ones. */
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
        /** Id of a user. */
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
        /** Id of a user. */
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
        /** Id of a user. */
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
        /** Id of an invitation. */
        invitation_id: string;
      };
    };
    answer: Envelope;
  };
  /** Send an invitation again */
  resendInvitation: {
    input: {
      path: {
        /** Id of an invitation. */
        invitation_id: string;
      };
    };
    answer: Invitation;
  };
  /** Audit log */
  listAuditLog: {
    input: {
      query?: {
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
        cursor?: string | null | undefined;
        /** Who did it. */
        actor_id?: string | null | undefined;
        /** What it was done to. */
        target_id?: string | null | undefined;
        /** For example `model.updated`. */
        action?: string | null | undefined;
        /** From this time on. */
        from?: string | Date | string | null | undefined;
        /** Before this time. */
        to?: string | Date | string | null | undefined;
      };
    };
    answer: AuditPage;
    conditional: true;
  };
  /** See a package by its link */
  viewSharedPackage: {
    input: {
      path: {
        /** The token in the address. */
        token: string;
      };
    };
    answer: SharedPackage;
    conditional: true;
  };
  /** Pick a model */
  pickFromPackage: {
    input: {
      path: {
        /** The token in the address. */
        token: string;
        /** Id of a model, from `GET /models`. */
        model_id: string;
      };
      body: Pick;
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
    };
    answer: SharedPackageItem;
  };
  /** Make a package */
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
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
        cursor?: string | null | undefined;
        /** Packages in this state. */
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
        /** Id of a package. */
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
        /** Id of a package. */
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
        /** Id of a package. */
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
        /** Id of a package. */
        package_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: Package;
  };
  /** Make a new link */
  relinkPackage: {
    input: {
      path: {
        /** Id of a package. */
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
        /** Id of a package. */
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
        /** The token in the address. */
        token: string;
      };
    };
    answer: string;
    conditional: true;
  };
  /** Make a calendar */
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
        /** Id of a calendar. */
        calendar_id: string;
      };
    };
    answer: Envelope;
  };
  /** List events */
  listEvents: {
    input: {
      query?: {
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
        cursor?: string | null | undefined;
        /** Events of this type; repeat it for several. */
        type?: Array<EventType> | null | undefined;
        /** `now` answers no events and a first cursor that stands at this moment. */
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
        /** Id of a webhook. */
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
        /** Id of a webhook. */
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
        /** Id of a webhook. */
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
        /** Id of a webhook. */
        webhook_id: string;
      };
      /** The ETag of what is to be changed. */
      ifMatch?: string | undefined;
      /** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */
      idempotencyKey?: string | undefined;
    };
    answer: WebhookWithSecret;
  };
  /** Send a test */
  testWebhook: {
    input: {
      path: {
        /** Id of a webhook. */
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
        /** Id of a webhook. */
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
        /** Id of a webhook. */
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
        /** Id of a webhook. */
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
        /** Id of a webhook. */
        webhook_id: string;
      };
      query?: {
        /** Items to skip from the start. */
        skip?: number | null | undefined;
        /** Items per page. */
        limit?: number | null | undefined;
        /** `next_cursor` of the previous page, with the same filters and without `skip`. Empty, it stands for the first page. */
        cursor?: string | null | undefined;
        /** Deliveries in this state. */
        state?: DeliveryState | null | undefined;
      };
    };
    answer: DeliveryPage;
    conditional: true;
  };
}
