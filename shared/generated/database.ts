export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "coin_prices": {
                  Row: {
                    "block_hash": string,"block_number": number,"coin_address": string,"log_index": number,"price": number,"priced_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "block_hash": string,"block_number": number,"coin_address": string,"log_index": number,"price": number,"priced_at": string
                  }
                  Update: {
                    "block_hash"?: string,"block_number"?: number,"coin_address"?: string,"log_index"?: number,"price"?: number,"priced_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "coin_prices_coin_address_fkey"
      columns: ["coin_address"]
isOneToOne: false
      referencedRelation: "performance_coins"
      referencedColumns: ["coin_address"]
    }
                  ]
                },"coin_trades": {
                  Row: {
                    "block_hash": string,"block_number": number,"coin_address": string,"coin_amount": number,"currency_amount": number,"indexed_at": string,"log_index": number,"price": number,"side": string,"traded_at": string,"trader": string,"transaction_hash": string
                  }
                  ComputedFields: never
                  Insert: {
                    "block_hash": string,"block_number": number,"coin_address": string,"coin_amount": number,"currency_amount": number,"indexed_at"?: string,"log_index": number,"price": number,"side": string,"traded_at": string,"trader": string,"transaction_hash": string
                  }
                  Update: {
                    "block_hash"?: string,"block_number"?: number,"coin_address"?: string,"coin_amount"?: number,"currency_amount"?: number,"indexed_at"?: string,"log_index"?: number,"price"?: number,"side"?: string,"traded_at"?: string,"trader"?: string,"transaction_hash"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "coin_trades_coin_address_fkey"
      columns: ["coin_address"]
isOneToOne: false
      referencedRelation: "performance_coins"
      referencedColumns: ["coin_address"]
    }
                  ]
                },"coin_transfers": {
                  Row: {
                    "amount": number,"block_hash": string,"block_number": number,"coin_address": string,"log_index": number,"recipient": string,"recipient_balance": number,"sender": string,"sender_balance": number
                  }
                  ComputedFields: never
                  Insert: {
                    "amount": number,"block_hash": string,"block_number": number,"coin_address": string,"log_index": number,"recipient": string,"recipient_balance": number,"sender": string,"sender_balance": number
                  }
                  Update: {
                    "amount"?: number,"block_hash"?: string,"block_number"?: number,"coin_address"?: string,"log_index"?: number,"recipient"?: string,"recipient_balance"?: number,"sender"?: string,"sender_balance"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "coin_transfers_coin_address_fkey"
      columns: ["coin_address"]
isOneToOne: false
      referencedRelation: "performance_coins"
      referencedColumns: ["coin_address"]
    }
                  ]
                },"dead_jobs": {
                  Row: {
                    "attempts": number,"cause": string,"created_at": string,"died_at": string,"id": number,"key": string,"kind": string,"payload": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts": number,"cause": string,"created_at": string,"died_at"?: string,"id"?: never,"key": string,"kind": string,"payload": NonNullable<Json>
                  }
                  Update: {
                    "attempts"?: number,"cause"?: string,"created_at"?: string,"died_at"?: string,"id"?: never,"key"?: string,"kind"?: string,"payload"?: NonNullable<Json>
                  }
                  Relationships: [
                    
                  ]
                },"engagement_events": {
                  Row: {
                    "cast_hash": string,"event_at": string,"event_type": string,"fid": number,"id": number,"reaction_type": number,"received_at": string,"score": number | null,"source": string,"subject": string
                  }
                  ComputedFields: never
                  Insert: {
                    "cast_hash": string,"event_at": string,"event_type": string,"fid": number,"id"?: never,"reaction_type": number,"received_at"?: string,"score"?: number | null,"source"?: string,"subject"?: string
                  }
                  Update: {
                    "cast_hash"?: string,"event_at"?: string,"event_type"?: string,"fid"?: number,"id"?: never,"reaction_type"?: number,"received_at"?: string,"score"?: number | null,"source"?: string,"subject"?: string
                  }
                  Relationships: [
                    
                  ]
                },"engagement_reactions": {
                  Row: {
                    "cast_hash": string,"event_at": string,"fid": number,"in_force": boolean,"reaction_type": number,"subject": string
                  }
                  ComputedFields: never
                  Insert: {
                    "cast_hash": string,"event_at": string,"fid": number,"in_force": boolean,"reaction_type": number,"subject"?: string
                  }
                  Update: {
                    "cast_hash"?: string,"event_at"?: string,"fid"?: number,"in_force"?: boolean,"reaction_type"?: number,"subject"?: string
                  }
                  Relationships: [
                    
                  ]
                },"farcaster_people": {
                  Row: {
                    "avatar_url": string | null,"display_name": string | null,"fid": number,"follower_count": number | null,"registered_at": string | null,"score": number | null,"seen_at": string,"username": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "avatar_url"?: string | null,"display_name"?: string | null,"fid": number,"follower_count"?: number | null,"registered_at"?: string | null,"score"?: number | null,"seen_at": string,"username"?: string | null
                  }
                  Update: {
                    "avatar_url"?: string | null,"display_name"?: string | null,"fid"?: number,"follower_count"?: number | null,"registered_at"?: string | null,"score"?: number | null,"seen_at"?: string,"username"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"jobs": {
                  Row: {
                    "attempts": number,"created_at": string,"id": number,"key": string,"kind": string,"last_error": string | null,"lease": string | null,"locked_until": string | null,"lost": number,"payload": NonNullable<Json>,"run_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"id"?: never,"key": string,"kind": string,"last_error"?: string | null,"lease"?: string | null,"locked_until"?: string | null,"lost"?: number,"payload"?: NonNullable<Json>,"run_at"?: string
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"id"?: never,"key"?: string,"kind"?: string,"last_error"?: string | null,"lease"?: string | null,"locked_until"?: string | null,"lost"?: number,"payload"?: NonNullable<Json>,"run_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"performance_coins": {
                  Row: {
                    "chain_id": number,"coin_address": string,"created_at": string,"created_block": number,"created_block_hash": string,"creator_address": string,"currency": string,"current_price": number | null,"holders_count": number,"id": string,"initial_price": number | null,"launched_at": string,"market_cap": number | null,"metadata_cid": string,"name": string,"opens_at": string,"performance_id": string,"pool_id": string,"pool_key": NonNullable<Json>,"price_24h_ago": number | null,"price_block": number | null,"price_block_hash": string | null,"price_log_index": number | null,"priced_at": string | null,"symbol": string,"transaction_hash": string,"updated_at": string,"volume_24h": number
                  }
                  ComputedFields: never
                  Insert: {
                    "chain_id": number,"coin_address": string,"created_at"?: string,"created_block": number,"created_block_hash": string,"creator_address": string,"currency": string,"current_price"?: number | null,"holders_count"?: number,"id"?: string,"initial_price"?: number | null,"launched_at": string,"market_cap"?: number | null,"metadata_cid": string,"name": string,"opens_at": string,"performance_id": string,"pool_id": string,"pool_key": NonNullable<Json>,"price_24h_ago"?: number | null,"price_block"?: number | null,"price_block_hash"?: string | null,"price_log_index"?: number | null,"priced_at"?: string | null,"symbol": string,"transaction_hash": string,"updated_at"?: string,"volume_24h"?: number
                  }
                  Update: {
                    "chain_id"?: number,"coin_address"?: string,"created_at"?: string,"created_block"?: number,"created_block_hash"?: string,"creator_address"?: string,"currency"?: string,"current_price"?: number | null,"holders_count"?: number,"id"?: string,"initial_price"?: number | null,"launched_at"?: string,"market_cap"?: number | null,"metadata_cid"?: string,"name"?: string,"opens_at"?: string,"performance_id"?: string,"pool_id"?: string,"pool_key"?: NonNullable<Json>,"price_24h_ago"?: number | null,"price_block"?: number | null,"price_block_hash"?: string | null,"price_log_index"?: number | null,"priced_at"?: string | null,"symbol"?: string,"transaction_hash"?: string,"updated_at"?: string,"volume_24h"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "performance_coins_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    }
                  ]
                },"performance_metrics": {
                  Row: {
                    "creator_followers": number | null,"crossed_at": string | null,"fired_at": string | null,"last_event_at": string | null,"likes_count": number,"people": number,"people_needed": number,"performance_id": string,"predicted_high": number | null,"predicted_low": number | null,"predicted_size": number | null,"replies_count": number,"rising_score": number | null,"shares_count": number,"underground": boolean | null,"updated_at": string,"version": number,"views_count": number,"viral_score": number,"viral_threshold": number
                  }
                  ComputedFields: never
                  Insert: {
                    "creator_followers"?: number | null,"crossed_at"?: string | null,"fired_at"?: string | null,"last_event_at"?: string | null,"likes_count"?: number,"people"?: number,"people_needed"?: number,"performance_id": string,"predicted_high"?: number | null,"predicted_low"?: number | null,"predicted_size"?: number | null,"replies_count"?: number,"rising_score"?: number | null,"shares_count"?: number,"underground"?: never,"updated_at"?: string,"version"?: number,"views_count"?: number,"viral_score"?: number,"viral_threshold": number
                  }
                  Update: {
                    "creator_followers"?: number | null,"crossed_at"?: string | null,"fired_at"?: string | null,"last_event_at"?: string | null,"likes_count"?: number,"people"?: number,"people_needed"?: number,"performance_id"?: string,"predicted_high"?: number | null,"predicted_low"?: number | null,"predicted_size"?: number | null,"replies_count"?: number,"rising_score"?: number | null,"shares_count"?: number,"underground"?: never,"updated_at"?: string,"version"?: number,"views_count"?: number,"viral_score"?: number,"viral_threshold"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "performance_metrics_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    }
                  ]
                },"performance_scores": {
                  Row: {
                    "at": string,"performance_id": string,"score": number
                  }
                  ComputedFields: never
                  Insert: {
                    "at": string,"performance_id": string,"score": number
                  }
                  Update: {
                    "at"?: string,"performance_id"?: string,"score"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "performance_scores_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    }
                  ]
                },"performances": {
                  Row: {
                    "audio_url": string | null,"cast_at": string | null,"cast_text": string,"created_at": string,"duration_ms": number | null,"farcaster_cast_id": string | null,"id": string,"ink": string,"kind": string,"number": number,"poster_lines": (string)[],"poster_url": string | null,"status": string,"title": string,"updated_at": string,"user_id": string,"video_url": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "audio_url"?: string | null,"cast_at"?: string | null,"cast_text"?: string,"created_at"?: string,"duration_ms"?: number | null,"farcaster_cast_id"?: string | null,"id"?: string,"ink": string,"kind": string,"number"?: never,"poster_lines": (string)[],"poster_url"?: string | null,"status"?: string,"title": string,"updated_at"?: string,"user_id": string,"video_url"?: string | null
                  }
                  Update: {
                    "audio_url"?: string | null,"cast_at"?: string | null,"cast_text"?: string,"created_at"?: string,"duration_ms"?: number | null,"farcaster_cast_id"?: string | null,"id"?: string,"ink"?: string,"kind"?: string,"number"?: never,"poster_lines"?: (string)[],"poster_url"?: string | null,"status"?: string,"title"?: string,"updated_at"?: string,"user_id"?: string,"video_url"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "performances_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"user_wallets": {
                  Row: {
                    "address": string,"proven_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "address": string,"proven_at": string,"user_id": string
                  }
                  Update: {
                    "address"?: string,"proven_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "user_wallets_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"users": {
                  Row: {
                    "avatar_url": string | null,"bio": string | null,"checked_at": string | null,"created_at": string,"deleted_at": string | null,"display_name": string,"edited_at": string | null,"farcaster_fid": number | null,"id": string,"sessions_from": string | null,"updated_at": string,"username": string | null,"wallet_address": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "avatar_url"?: string | null,"bio"?: string | null,"checked_at"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"display_name": string,"edited_at"?: string | null,"farcaster_fid"?: number | null,"id"?: string,"sessions_from"?: string | null,"updated_at"?: string,"username"?: string | null,"wallet_address"?: string | null
                  }
                  Update: {
                    "avatar_url"?: string | null,"bio"?: string | null,"checked_at"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"display_name"?: string,"edited_at"?: string | null,"farcaster_fid"?: number | null,"id"?: string,"sessions_from"?: string | null,"updated_at"?: string,"username"?: string | null,"wallet_address"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"viral_queue": {
                  Row: {
                    "coin_salt": string | null,"consent": Json | null,"consent_expires_at": string | null,"consent_signature": string | null,"consented_at": string | null,"created_at": string,"decided_at": string,"detection_score": number,"id": string,"last_error": string | null,"metadata": Json | null,"metadata_cid": string | null,"name": string | null,"nonce": number | null,"opens_at": string | null,"payout_address": string | null,"performance_id": string,"predicted_address": string | null,"rule_version": string,"status": string,"ticker": string | null,"updated_at": string,"user_id": string,"wallet_address": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "coin_salt"?: string | null,"consent"?: Json | null,"consent_expires_at"?: string | null,"consent_signature"?: string | null,"consented_at"?: string | null,"created_at"?: string,"decided_at": string,"detection_score": number,"id"?: string,"last_error"?: string | null,"metadata"?: Json | null,"metadata_cid"?: string | null,"name"?: string | null,"nonce"?: number | null,"opens_at"?: string | null,"payout_address"?: string | null,"performance_id": string,"predicted_address"?: string | null,"rule_version": string,"status"?: string,"ticker"?: string | null,"updated_at"?: string,"user_id": string,"wallet_address"?: string | null
                  }
                  Update: {
                    "coin_salt"?: string | null,"consent"?: Json | null,"consent_expires_at"?: string | null,"consent_signature"?: string | null,"consented_at"?: string | null,"created_at"?: string,"decided_at"?: string,"detection_score"?: number,"id"?: string,"last_error"?: string | null,"metadata"?: Json | null,"metadata_cid"?: string | null,"name"?: string | null,"nonce"?: number | null,"opens_at"?: string | null,"payout_address"?: string | null,"performance_id"?: string,"predicted_address"?: string | null,"rule_version"?: string,"status"?: string,"ticker"?: string | null,"updated_at"?: string,"user_id"?: string,"wallet_address"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_queue_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "viral_queue_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"viral_receipts": {
                  Row: {
                    "created_at": string,"decided_at": string,"left_out": number,"people": number,"people_needed": number,"performance_id": string,"reasons": (string)[],"rule_version": string,"score": number,"terms": NonNullable<Json>,"threshold": number
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"decided_at": string,"left_out": number,"people": number,"people_needed": number,"performance_id": string,"reasons": (string)[],"rule_version": string,"score": number,"terms": NonNullable<Json>,"threshold": number
                  }
                  Update: {
                    "created_at"?: string,"decided_at"?: string,"left_out"?: number,"people"?: number,"people_needed"?: number,"performance_id"?: string,"reasons"?: (string)[],"rule_version"?: string,"score"?: number,"terms"?: NonNullable<Json>,"threshold"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_receipts_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    }
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "recent_engagement":
{ Args: { "performance": string }; Returns: {
              "display_name": string,"event_at": string,"reaction_type": number
            }[]
                           }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            
          }
        }
} as const
