export {
  type FcmMigrationOptions,
  type FcmMigrationPlan,
  type FcmMigrationProgress,
  type FcmMigrationRemark,
  type FcmMigrationResult,
  migrateGcmToFcmV1,
} from "./lib/migration/migrate-gcm-to-fcm-v1.js";
