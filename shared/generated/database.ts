export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "appeals": {
                  Row: {
                    "created_at": string,"decision_id": number,"words": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"decision_id": number,"words": string
                  }
                  Update: {
                    "created_at"?: string,"decision_id"?: number,"words"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "appeals_decision_id_fkey"
      columns: ["decision_id"]
isOneToOne: true
      referencedRelation: "moderation_decisions"
      referencedColumns: ["id"]
    }
                  ]
                },"attestations": {
                  Row: {
                    "attested_at": string,"id": number,"performance_id": string,"text_version": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "attested_at"?: string,"id"?: never,"performance_id": string,"text_version": string,"user_id": string
                  }
                  Update: {
                    "attested_at"?: string,"id"?: never,"performance_id"?: string,"text_version"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "attestations_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "attestations_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "attestations_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"chain_follows": {
                  Row: {
                    "chain_id": string,"created_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "chain_id": string,"created_at"?: string,"user_id"?: string
                  }
                  Update: {
                    "chain_id"?: string,"created_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "chain_follows_chain_id_fkey"
      columns: ["chain_id"]
isOneToOne: false
      referencedRelation: "dance_chains"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "chain_follows_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"coin_candles": {
                  Row: {
                    "close": number,"coin_address": string,"high": number,"low": number,"open": number,"opened_at": string,"seconds": number,"trades": number,"volume": number
                  }
                  ComputedFields: never
                  Insert: {
                    "close": number,"coin_address": string,"high": number,"low": number,"open": number,"opened_at": string,"seconds": number,"trades": number,"volume": number
                  }
                  Update: {
                    "close"?: number,"coin_address"?: string,"high"?: number,"low"?: number,"open"?: number,"opened_at"?: string,"seconds"?: number,"trades"?: number,"volume"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "coin_candles_coin_address_fkey"
      columns: ["coin_address"]
isOneToOne: false
      referencedRelation: "performance_coins"
      referencedColumns: ["coin_address"]
    }
                  ]
                },"coin_holders": {
                  Row: {
                    "balance": number,"block_number": number,"coin_address": string,"holder": string,"is_little_trusted": boolean | null,"log_index": number
                  }
                  ComputedFields: never
                  Insert: {
                    "balance": number,"block_number": number,"coin_address": string,"holder": string,"is_little_trusted"?: boolean | null,"log_index": number
                  }
                  Update: {
                    "balance"?: number,"block_number"?: number,"coin_address"?: string,"holder"?: string,"is_little_trusted"?: boolean | null,"log_index"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "coin_holders_coin_address_fkey"
      columns: ["coin_address"]
isOneToOne: false
      referencedRelation: "performance_coins"
      referencedColumns: ["coin_address"]
    }
                  ]
                },"coin_migrations": {
                  Row: {
                    "block_hash": string,"block_number": number,"coin_address": string,"from_pool_id": string,"from_pool_key": NonNullable<Json>,"log_index": number,"to_pool_id": string,"to_pool_key": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "block_hash": string,"block_number": number,"coin_address": string,"from_pool_id": string,"from_pool_key": NonNullable<Json>,"log_index": number,"to_pool_id": string,"to_pool_key": NonNullable<Json>
                  }
                  Update: {
                    "block_hash"?: string,"block_number"?: number,"coin_address"?: string,"from_pool_id"?: string,"from_pool_key"?: NonNullable<Json>,"log_index"?: number,"to_pool_id"?: string,"to_pool_key"?: NonNullable<Json>
                  }
                  Relationships: [
                    {
      foreignKeyName: "coin_migrations_coin_address_fkey"
      columns: ["coin_address"]
isOneToOne: false
      referencedRelation: "performance_coins"
      referencedColumns: ["coin_address"]
    }
                  ]
                },"coin_prices": {
                  Row: {
                    "block_hash": string,"block_number": number,"coin_address": string,"currency_price": number | null,"log_index": number,"price": number | null,"priced_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "block_hash": string,"block_number": number,"coin_address": string,"currency_price"?: number | null,"log_index": number,"price"?: number | null,"priced_at": string
                  }
                  Update: {
                    "block_hash"?: string,"block_number"?: number,"coin_address"?: string,"currency_price"?: number | null,"log_index"?: number,"price"?: number | null,"priced_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"coin_rewards": {
                  Row: {
                    "block_hash": string,"block_number": number,"coin_address": string,"creator_coin": number,"creator_currency": number,"creator_eth": number | null,"currency": string,"log_index": number,"payout_recipient": string,"platform_coin": number,"platform_currency": number,"platform_referrer": string,"rewarded_at": string,"trade_coin": number,"trade_currency": number,"trade_referrer": string
                  }
                  ComputedFields: never
                  Insert: {
                    "block_hash": string,"block_number": number,"coin_address": string,"creator_coin": number,"creator_currency": number,"creator_eth"?: number | null,"currency": string,"log_index": number,"payout_recipient": string,"platform_coin": number,"platform_currency": number,"platform_referrer": string,"rewarded_at": string,"trade_coin": number,"trade_currency": number,"trade_referrer": string
                  }
                  Update: {
                    "block_hash"?: string,"block_number"?: number,"coin_address"?: string,"creator_coin"?: number,"creator_currency"?: number,"creator_eth"?: number | null,"currency"?: string,"log_index"?: number,"payout_recipient"?: string,"platform_coin"?: number,"platform_currency"?: number,"platform_referrer"?: string,"rewarded_at"?: string,"trade_coin"?: number,"trade_currency"?: number,"trade_referrer"?: string
                  }
                  Relationships: [
                    
                  ]
                },"coin_trades": {
                  Row: {
                    "block_hash": string,"block_number": number,"coin_address": string,"coin_amount": number,"currency_amount": number,"eth_amount": number | null,"indexed_at": string,"log_index": number,"price": number | null,"side": string,"traded_at": string,"trader": string,"transaction_hash": string
                  }
                  ComputedFields: never
                  Insert: {
                    "block_hash": string,"block_number": number,"coin_address": string,"coin_amount": number,"currency_amount": number,"eth_amount"?: number | null,"indexed_at"?: string,"log_index": number,"price"?: number | null,"side": string,"traded_at": string,"trader": string,"transaction_hash": string
                  }
                  Update: {
                    "block_hash"?: string,"block_number"?: number,"coin_address"?: string,"coin_amount"?: number,"currency_amount"?: number,"eth_amount"?: number | null,"indexed_at"?: string,"log_index"?: number,"price"?: number | null,"side"?: string,"traded_at"?: string,"trader"?: string,"transaction_hash"?: string
                  }
                  Relationships: [
                    
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
                    
                  ]
                },"copy_claims": {
                  Row: {
                    "appeal": string | null,"appealed_at": string | null,"because": string,"decided_at": string | null,"decision": string | null,"difference": number | null,"found_at": string,"id": number,"note": string | null,"of_performance_id": string | null,"operator_id": string | null,"performance_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "appeal"?: string | null,"appealed_at"?: string | null,"because": string,"decided_at"?: string | null,"decision"?: string | null,"difference"?: number | null,"found_at"?: string,"id"?: never,"note"?: string | null,"of_performance_id"?: string | null,"operator_id"?: string | null,"performance_id": string
                  }
                  Update: {
                    "appeal"?: string | null,"appealed_at"?: string | null,"because"?: string,"decided_at"?: string | null,"decision"?: string | null,"difference"?: number | null,"found_at"?: string,"id"?: never,"note"?: string | null,"of_performance_id"?: string | null,"operator_id"?: string | null,"performance_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "copy_claims_of_performance_id_fkey"
      columns: ["of_performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "copy_claims_of_performance_id_fkey"
      columns: ["of_performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "copy_claims_operator_id_fkey"
      columns: ["operator_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "copy_claims_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "copy_claims_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    }
                  ]
                },"creator_counts": {
                  Row: {
                    "followers_count": number,"following_count": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "followers_count"?: number,"following_count"?: number,"user_id": string
                  }
                  Update: {
                    "followers_count"?: number,"following_count"?: number,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"dance_chains": {
                  Row: {
                    "created_at": string,"follows_count": number,"id": string,"ink": string,"kind": string,"longest": number,"moved_at": string,"moves_count": number,"number": number,"poster_lines": (string)[],"started_by": string,"status": string,"title": string,"votes_count": number
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"follows_count"?: number,"id"?: string,"ink": string,"kind": string,"longest"?: number,"moved_at"?: string,"moves_count"?: number,"number"?: never,"poster_lines": (string)[],"started_by": string,"status"?: string,"title": string,"votes_count"?: number
                  }
                  Update: {
                    "created_at"?: string,"follows_count"?: number,"id"?: string,"ink"?: string,"kind"?: string,"longest"?: number,"moved_at"?: string,"moves_count"?: number,"number"?: never,"poster_lines"?: (string)[],"started_by"?: string,"status"?: string,"title"?: string,"votes_count"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "dance_chains_started_by_fkey"
      columns: ["started_by"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"dance_moves": {
                  Row: {
                    "chain_id": string,"created_at": string,"depth": number,"id": string,"mirrored": boolean | null,"move_ms": number | null,"name": string,"parent_id": string | null,"performance_id": string | null,"pose_cid": string | null,"score": number | null,"scorer": string | null,"scores": (number)[] | null,"status": string,"user_id": string,"votes_count": number
                  }
                  ComputedFields: never
                  Insert: {
                    "chain_id": string,"created_at"?: string,"depth": number,"id"?: string,"mirrored"?: boolean | null,"move_ms"?: number | null,"name": string,"parent_id"?: string | null,"performance_id"?: string | null,"pose_cid"?: string | null,"score"?: number | null,"scorer"?: string | null,"scores"?: (number)[] | null,"status"?: string,"user_id": string,"votes_count"?: number
                  }
                  Update: {
                    "chain_id"?: string,"created_at"?: string,"depth"?: number,"id"?: string,"mirrored"?: boolean | null,"move_ms"?: number | null,"name"?: string,"parent_id"?: string | null,"performance_id"?: string | null,"pose_cid"?: string | null,"score"?: number | null,"scorer"?: string | null,"scores"?: (number)[] | null,"status"?: string,"user_id"?: string,"votes_count"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "dance_moves_chain_id_fkey"
      columns: ["chain_id"]
isOneToOne: false
      referencedRelation: "dance_chains"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "dance_moves_parent_id_chain_id_fkey"
      columns: ["parent_id","chain_id"]
isOneToOne: false
      referencedRelation: "dance_moves"
      referencedColumns: ["id","chain_id"]
    },{
      foreignKeyName: "dance_moves_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "dance_moves_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "dance_moves_pose_cid_fkey"
      columns: ["pose_cid"]
isOneToOne: false
      referencedRelation: "pose_files"
      referencedColumns: ["cid"]
    },{
      foreignKeyName: "dance_moves_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
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
                    "age_days": number | null,"cast_hash": string,"circle": number,"event_at": string,"event_type": string,"fid": number,"follower_count": number | null,"reaction_type": number,"received_at": string,"score": number | null,"source": string,"subject": string
                  }
                  ComputedFields: never
                  Insert: {
                    "age_days"?: number | null,"cast_hash": string,"circle"?: number,"event_at": string,"event_type": string,"fid": number,"follower_count"?: number | null,"reaction_type": number,"received_at"?: string,"score"?: number | null,"source"?: string,"subject"?: string
                  }
                  Update: {
                    "age_days"?: number | null,"cast_hash"?: string,"circle"?: number,"event_at"?: string,"event_type"?: string,"fid"?: number,"follower_count"?: number | null,"reaction_type"?: number,"received_at"?: string,"score"?: number | null,"source"?: string,"subject"?: string
                  }
                  Relationships: [
                    
                  ]
                },"farcaster_people": {
                  Row: {
                    "avatar_url": string | null,"display_name": string | null,"facts_at": string | null,"fid": number,"follower_count": number | null,"registered_at": string | null,"score": number | null,"seen_at": string,"username": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "avatar_url"?: string | null,"display_name"?: string | null,"facts_at"?: string | null,"fid": number,"follower_count"?: number | null,"registered_at"?: string | null,"score"?: number | null,"seen_at": string,"username"?: string | null
                  }
                  Update: {
                    "avatar_url"?: string | null,"display_name"?: string | null,"facts_at"?: string | null,"fid"?: number,"follower_count"?: number | null,"registered_at"?: string | null,"score"?: number | null,"seen_at"?: string,"username"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"feed_ranks": {
                  Row: {
                    "for_you": number,"performance_id": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "for_you": number,"performance_id": string,"user_id": string
                  }
                  Update: {
                    "for_you"?: number,"performance_id"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "feed_ranks_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "feed_ranks_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "feed_ranks_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"follows": {
                  Row: {
                    "created_at": string,"creator_id": string,"follower_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"creator_id": string,"follower_id"?: string
                  }
                  Update: {
                    "created_at"?: string,"creator_id"?: string,"follower_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "follows_creator_id_fkey"
      columns: ["creator_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "follows_follower_id_fkey"
      columns: ["follower_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"holders_files": {
                  Row: {
                    "added_at": string,"id": string,"least_coins": number,"media_id": string,"mime": string,"performance_id": string,"removed_at": string | null,"size_bytes": number,"taken_down_at": string | null,"taken_down_because": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "added_at"?: string,"id": string,"least_coins"?: number,"media_id": string,"mime": string,"performance_id": string,"removed_at"?: string | null,"size_bytes": number,"taken_down_at"?: string | null,"taken_down_because"?: string | null,"user_id": string
                  }
                  Update: {
                    "added_at"?: string,"id"?: string,"least_coins"?: number,"media_id"?: string,"mime"?: string,"performance_id"?: string,"removed_at"?: string | null,"size_bytes"?: number,"taken_down_at"?: string | null,"taken_down_because"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "holders_files_media_id_fkey"
      columns: ["media_id"]
isOneToOne: true
      referencedRelation: "media_files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "holders_files_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "holders_files_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "holders_files_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"jobs": {
                  Row: {
                    "attempts": number,"created_at": string,"faults": number,"id": number,"key": string,"kind": string,"last_error": string | null,"lease": string | null,"locked_until": string | null,"lost": number,"payload": NonNullable<Json>,"run_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"faults"?: number,"id"?: never,"key": string,"kind": string,"last_error"?: string | null,"lease"?: string | null,"locked_until"?: string | null,"lost"?: number,"payload"?: NonNullable<Json>,"run_at"?: string
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"faults"?: number,"id"?: never,"key"?: string,"kind"?: string,"last_error"?: string | null,"lease"?: string | null,"locked_until"?: string | null,"lost"?: number,"payload"?: NonNullable<Json>,"run_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"key_releases": {
                  Row: {
                    "block_number": number | null,"entitled_as": string,"file_id": string,"id": number,"reader_id": string,"reason": string | null,"released_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "block_number"?: number | null,"entitled_as": string,"file_id": string,"id"?: never,"reader_id": string,"reason"?: string | null,"released_at"?: string
                  }
                  Update: {
                    "block_number"?: number | null,"entitled_as"?: string,"file_id"?: string,"id"?: never,"reader_id"?: string,"reason"?: string | null,"released_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "key_releases_file_id_fkey"
      columns: ["file_id"]
isOneToOne: false
      referencedRelation: "holders_files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "key_releases_reader_id_fkey"
      columns: ["reader_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"launch_parts": {
                  Row: {
                    "answer": string,"answered_at": string | null,"bps": number,"created_at": string,"place": number,"queue_id": string,"signature": string | null,"user_id": string,"wallet_address": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "answer"?: string,"answered_at"?: string | null,"bps": number,"created_at"?: string,"place": number,"queue_id": string,"signature"?: string | null,"user_id": string,"wallet_address"?: string | null
                  }
                  Update: {
                    "answer"?: string,"answered_at"?: string | null,"bps"?: number,"created_at"?: string,"place"?: number,"queue_id"?: string,"signature"?: string | null,"user_id"?: string,"wallet_address"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "launch_parts_queue_id_fkey"
      columns: ["queue_id"]
isOneToOne: false
      referencedRelation: "viral_queue"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "launch_parts_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"launch_watches": {
                  Row: {
                    "created_at": string,"performance_id": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"performance_id": string,"user_id"?: string
                  }
                  Update: {
                    "created_at"?: string,"performance_id"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "launch_watches_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "launch_watches_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "launch_watches_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"media_files": {
                  Row: {
                    "allowed_at": string,"checked_at": string | null,"cid": string,"codecs": (string)[],"duration_ms": number | null,"height": number | null,"id": string,"lapses_at": string,"loudness": number | null,"mime": string,"peaks": string | null,"permits": number,"pin_ref": string | null,"pin_status": string,"problem": string | null,"profile": string,"purpose": string,"second_pin_ref": string | null,"second_pin_status": string | null,"size_bytes": number,"tag_artist": string | null,"tag_title": string | null,"uploaded_at": string | null,"user_id": string,"width": number | null
                  }
                  ComputedFields: never
                  Insert: {
                    "allowed_at"?: string,"checked_at"?: string | null,"cid": string,"codecs"?: (string)[],"duration_ms"?: number | null,"height"?: number | null,"id"?: string,"lapses_at"?: string,"loudness"?: number | null,"mime": string,"peaks"?: string | null,"permits"?: number,"pin_ref"?: string | null,"pin_status"?: string,"problem"?: string | null,"profile"?: string,"purpose": string,"second_pin_ref"?: string | null,"second_pin_status"?: string | null,"size_bytes": number,"tag_artist"?: string | null,"tag_title"?: string | null,"uploaded_at"?: string | null,"user_id": string,"width"?: number | null
                  }
                  Update: {
                    "allowed_at"?: string,"checked_at"?: string | null,"cid"?: string,"codecs"?: (string)[],"duration_ms"?: number | null,"height"?: number | null,"id"?: string,"lapses_at"?: string,"loudness"?: number | null,"mime"?: string,"peaks"?: string | null,"permits"?: number,"pin_ref"?: string | null,"pin_status"?: string,"problem"?: string | null,"profile"?: string,"purpose"?: string,"second_pin_ref"?: string | null,"second_pin_status"?: string | null,"size_bytes"?: number,"tag_artist"?: string | null,"tag_title"?: string | null,"uploaded_at"?: string | null,"user_id"?: string,"width"?: number | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "media_files_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"moderation_decisions": {
                  Row: {
                    "about": string,"action": string,"chain_id": string | null,"created_at": string,"id": number,"move_id": string | null,"note": string,"operator_id": string | null,"performance_id": string | null,"subject_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "about"?: never,"action": string,"chain_id"?: string | null,"created_at"?: string,"id"?: never,"move_id"?: string | null,"note": string,"operator_id"?: string | null,"performance_id"?: string | null,"subject_id"?: never
                  }
                  Update: {
                    "about"?: never,"action"?: string,"chain_id"?: string | null,"created_at"?: string,"id"?: never,"move_id"?: string | null,"note"?: string,"operator_id"?: string | null,"performance_id"?: string | null,"subject_id"?: never
                  }
                  Relationships: [
                    {
      foreignKeyName: "moderation_decisions_chain_id_fkey"
      columns: ["chain_id"]
isOneToOne: false
      referencedRelation: "dance_chains"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "moderation_decisions_move_id_fkey"
      columns: ["move_id"]
isOneToOne: false
      referencedRelation: "dance_moves"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "moderation_decisions_operator_id_fkey"
      columns: ["operator_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "moderation_decisions_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "moderation_decisions_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    }
                  ]
                },"move_votes": {
                  Row: {
                    "created_at": string,"move_id": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"move_id": string,"user_id"?: string
                  }
                  Update: {
                    "created_at"?: string,"move_id"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "move_votes_move_id_fkey"
      columns: ["move_id"]
isOneToOne: false
      referencedRelation: "dance_moves"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "move_votes_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"notice_settings": {
                  Row: {
                    "muted": (string)[],"quiet": boolean,"quiet_from": number,"quiet_until": number,"time_zone": string | null,"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "muted"?: (string)[],"quiet"?: boolean,"quiet_from"?: number,"quiet_until"?: number,"time_zone"?: string | null,"updated_at"?: string,"user_id"?: string
                  }
                  Update: {
                    "muted"?: (string)[],"quiet"?: boolean,"quiet_from"?: number,"quiet_until"?: number,"time_zone"?: string | null,"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "notice_settings_user_id_fkey"
      columns: ["user_id"]
isOneToOne: true
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"notices": {
                  Row: {
                    "buyers": number | null,"chain_id": string | null,"coins": number | null,"created_at": string,"delivered_at": string | null,"holders": number | null,"id": string,"kind": string,"move_id": string | null,"moves": number | null,"performance_id": string | null,"push_id": string | null,"read_at": string | null,"side": string | null,"spent": number | null,"transaction_hash": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "buyers"?: number | null,"chain_id"?: string | null,"coins"?: number | null,"created_at"?: string,"delivered_at"?: string | null,"holders"?: number | null,"id"?: string,"kind": string,"move_id"?: string | null,"moves"?: number | null,"performance_id"?: string | null,"push_id"?: string | null,"read_at"?: string | null,"side"?: string | null,"spent"?: number | null,"transaction_hash"?: string | null,"user_id": string
                  }
                  Update: {
                    "buyers"?: number | null,"chain_id"?: string | null,"coins"?: number | null,"created_at"?: string,"delivered_at"?: string | null,"holders"?: number | null,"id"?: string,"kind"?: string,"move_id"?: string | null,"moves"?: number | null,"performance_id"?: string | null,"push_id"?: string | null,"read_at"?: string | null,"side"?: string | null,"spent"?: number | null,"transaction_hash"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "notices_chain_id_fkey"
      columns: ["chain_id"]
isOneToOne: false
      referencedRelation: "dance_chains"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "notices_move_id_fkey"
      columns: ["move_id"]
isOneToOne: false
      referencedRelation: "dance_moves"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "notices_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "notices_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "notices_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"part_health": {
                  Row: {
                    "answering": boolean,"checked_at": string,"failing_since": string | null,"part": string,"since": string
                  }
                  ComputedFields: never
                  Insert: {
                    "answering"?: boolean,"checked_at"?: string,"failing_since"?: string | null,"part": string,"since"?: string
                  }
                  Update: {
                    "answering"?: boolean,"checked_at"?: string,"failing_since"?: string | null,"part"?: string,"since"?: string
                  }
                  Relationships: [
                    
                  ]
                },"performance_coins": {
                  Row: {
                    "chain_id": number,"coin_address": string,"created_at": string,"created_block": number,"created_block_hash": string,"creator_address": string,"currency": string,"current_price": number | null,"holders_count": number,"id": string,"initial_price": number | null,"launched_at": string,"low_trust_bps": number | null,"market_cap": number | null,"metadata_cid": string,"name": string,"opens_at": string,"performance_id": string,"pool_id": string,"pool_key": NonNullable<Json>,"price_24h_ago": number | null,"price_block": number | null,"price_block_hash": string | null,"price_log_index": number | null,"priced_at": string | null,"symbol": string,"top_ten_bps": number | null,"transaction_hash": string,"updated_at": string,"volume_24h": number
                  }
                  ComputedFields: never
                  Insert: {
                    "chain_id": number,"coin_address": string,"created_at"?: string,"created_block": number,"created_block_hash": string,"creator_address": string,"currency": string,"current_price"?: number | null,"holders_count"?: number,"id"?: string,"initial_price"?: number | null,"launched_at": string,"low_trust_bps"?: number | null,"market_cap"?: number | null,"metadata_cid": string,"name": string,"opens_at": string,"performance_id": string,"pool_id": string,"pool_key": NonNullable<Json>,"price_24h_ago"?: number | null,"price_block"?: number | null,"price_block_hash"?: string | null,"price_log_index"?: number | null,"priced_at"?: string | null,"symbol": string,"top_ten_bps"?: number | null,"transaction_hash": string,"updated_at"?: string,"volume_24h"?: number
                  }
                  Update: {
                    "chain_id"?: number,"coin_address"?: string,"created_at"?: string,"created_block"?: number,"created_block_hash"?: string,"creator_address"?: string,"currency"?: string,"current_price"?: number | null,"holders_count"?: number,"id"?: string,"initial_price"?: number | null,"launched_at"?: string,"low_trust_bps"?: number | null,"market_cap"?: number | null,"metadata_cid"?: string,"name"?: string,"opens_at"?: string,"performance_id"?: string,"pool_id"?: string,"pool_key"?: NonNullable<Json>,"price_24h_ago"?: number | null,"price_block"?: number | null,"price_block_hash"?: string | null,"price_log_index"?: number | null,"priced_at"?: string | null,"symbol"?: string,"top_ten_bps"?: number | null,"transaction_hash"?: string,"updated_at"?: string,"volume_24h"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "performance_coins_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "performance_coins_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "takes"
      referencedColumns: ["id"]
    }
                  ]
                },"performance_metrics": {
                  Row: {
                    "closes_at": string | null,"creator_followers": number | null,"crossed_at": string | null,"fired_at": string | null,"last_event_at": string | null,"likes_count": number,"likes_polled": number | null,"people": number,"people_needed": number,"performance_id": string,"predicted_high": number | null,"predicted_low": number | null,"predicted_size": number | null,"replies_count": number,"replies_polled": number | null,"rising_score": number | null,"shares_count": number,"shares_polled": number | null,"target_size": number,"underground": boolean | null,"updated_at": string,"version": number,"viral_score": number,"viral_threshold": number
                  }
                  ComputedFields: never
                  Insert: {
                    "closes_at"?: string | null,"creator_followers"?: number | null,"crossed_at"?: string | null,"fired_at"?: string | null,"last_event_at"?: string | null,"likes_count"?: number,"likes_polled"?: number | null,"people"?: number,"people_needed"?: number,"performance_id": string,"predicted_high"?: number | null,"predicted_low"?: number | null,"predicted_size"?: number | null,"replies_count"?: number,"replies_polled"?: number | null,"rising_score"?: number | null,"shares_count"?: number,"shares_polled"?: number | null,"target_size"?: number,"underground"?: never,"updated_at"?: string,"version"?: number,"viral_score"?: number,"viral_threshold": number
                  }
                  Update: {
                    "closes_at"?: string | null,"creator_followers"?: number | null,"crossed_at"?: string | null,"fired_at"?: string | null,"last_event_at"?: string | null,"likes_count"?: number,"likes_polled"?: number | null,"people"?: number,"people_needed"?: number,"performance_id"?: string,"predicted_high"?: number | null,"predicted_low"?: number | null,"predicted_size"?: number | null,"replies_count"?: number,"replies_polled"?: number | null,"rising_score"?: number | null,"shares_count"?: number,"shares_polled"?: number | null,"target_size"?: number,"underground"?: never,"updated_at"?: string,"version"?: number,"viral_score"?: number,"viral_threshold"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "performance_metrics_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "performance_metrics_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "takes"
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
    },{
      foreignKeyName: "performance_scores_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    }
                  ]
                },"performance_views": {
                  Row: {
                    "performance_id": string,"views": number
                  }
                  ComputedFields: never
                  Insert: {
                    "performance_id": string,"views"?: number
                  }
                  Update: {
                    "performance_id"?: string,"views"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "performance_views_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "performance_views_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "takes"
      referencedColumns: ["id"]
    }
                  ]
                },"performances": {
                  Row: {
                    "audio_url": string | null,"cast_at": string | null,"cast_text": string,"created_at": string,"duration_ms": number | null,"farcaster_cast_id": string | null,"id": string,"ink": string,"kind": string,"language": string | null,"media_id": string | null,"number": number,"poster_id": string | null,"poster_lines": (string)[],"poster_url": string | null,"remix_of": string | null,"status": string,"taken_back_at": string | null,"title": string,"updated_at": string,"user_id": string,"video_url": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "audio_url"?: string | null,"cast_at"?: string | null,"cast_text"?: string,"created_at"?: string,"duration_ms"?: number | null,"farcaster_cast_id"?: string | null,"id"?: string,"ink": string,"kind": string,"language"?: string | null,"media_id"?: string | null,"number"?: never,"poster_id"?: string | null,"poster_lines": (string)[],"poster_url"?: string | null,"remix_of"?: string | null,"status"?: string,"taken_back_at"?: string | null,"title": string,"updated_at"?: string,"user_id": string,"video_url"?: string | null
                  }
                  Update: {
                    "audio_url"?: string | null,"cast_at"?: string | null,"cast_text"?: string,"created_at"?: string,"duration_ms"?: number | null,"farcaster_cast_id"?: string | null,"id"?: string,"ink"?: string,"kind"?: string,"language"?: string | null,"media_id"?: string | null,"number"?: never,"poster_id"?: string | null,"poster_lines"?: (string)[],"poster_url"?: string | null,"remix_of"?: string | null,"status"?: string,"taken_back_at"?: string | null,"title"?: string,"updated_at"?: string,"user_id"?: string,"video_url"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "performances_media_id_fkey"
      columns: ["media_id"]
isOneToOne: false
      referencedRelation: "media_files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "performances_poster_id_fkey"
      columns: ["poster_id"]
isOneToOne: false
      referencedRelation: "media_files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "performances_remix_of_fkey"
      columns: ["remix_of"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "performances_remix_of_fkey"
      columns: ["remix_of"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "performances_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"pose_files": {
                  Row: {
                    "bytes": number,"cid": string,"created_at": string,"duration_ms": number,"frames": number,"lapses_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "bytes": number,"cid": string,"created_at"?: string,"duration_ms": number,"frames": number,"lapses_at"?: string,"user_id": string
                  }
                  Update: {
                    "bytes"?: number,"cid"?: string,"created_at"?: string,"duration_ms"?: number,"frames"?: number,"lapses_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "pose_files_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"provenance_batches": {
                  Row: {
                    "anchor": string,"block_number": number | null,"chain_id": number,"cid": string,"count": number,"created_at": string,"digest": string,"fee_wei": number | null,"from_block": number,"id": string,"published_at": string | null,"root": string,"sent_at": string | null,"settled_at": string | null,"tip_wei": number | null,"tx_hash": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "anchor": string,"block_number"?: number | null,"chain_id": number,"cid": string,"count": number,"created_at"?: string,"digest": string,"fee_wei"?: number | null,"from_block": number,"id"?: string,"published_at"?: string | null,"root": string,"sent_at"?: string | null,"settled_at"?: string | null,"tip_wei"?: number | null,"tx_hash"?: string | null
                  }
                  Update: {
                    "anchor"?: string,"block_number"?: number | null,"chain_id"?: number,"cid"?: string,"count"?: number,"created_at"?: string,"digest"?: string,"fee_wei"?: number | null,"from_block"?: number,"id"?: string,"published_at"?: string | null,"root"?: string,"sent_at"?: string | null,"settled_at"?: string | null,"tip_wei"?: number | null,"tx_hash"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"provenance_records": {
                  Row: {
                    "batch_id": string,"created_at": string,"id": number,"kind": string,"position": number,"record": NonNullable<Json>,"subject_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "batch_id": string,"created_at"?: string,"id"?: never,"kind": string,"position": number,"record": NonNullable<Json>,"subject_id": string
                  }
                  Update: {
                    "batch_id"?: string,"created_at"?: string,"id"?: never,"kind"?: string,"position"?: number,"record"?: NonNullable<Json>,"subject_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "provenance_records_batch_id_fkey"
      columns: ["batch_id"]
isOneToOne: false
      referencedRelation: "provenance_batches"
      referencedColumns: ["id"]
    }
                  ]
                },"reports": {
                  Row: {
                    "about": string,"chain_id": string | null,"created_at": string,"details": string | null,"id": number,"move_id": string | null,"performance_id": string | null,"reason": string,"reporter_id": string,"subject_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "about"?: never,"chain_id"?: string | null,"created_at"?: string,"details"?: string | null,"id"?: never,"move_id"?: string | null,"performance_id"?: string | null,"reason": string,"reporter_id"?: string,"subject_id"?: never
                  }
                  Update: {
                    "about"?: never,"chain_id"?: string | null,"created_at"?: string,"details"?: string | null,"id"?: never,"move_id"?: string | null,"performance_id"?: string | null,"reason"?: string,"reporter_id"?: string,"subject_id"?: never
                  }
                  Relationships: [
                    {
      foreignKeyName: "reports_chain_id_fkey"
      columns: ["chain_id"]
isOneToOne: false
      referencedRelation: "dance_chains"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "reports_move_id_fkey"
      columns: ["move_id"]
isOneToOne: false
      referencedRelation: "dance_moves"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "reports_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "reports_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "reports_reporter_id_fkey"
      columns: ["reporter_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"search_entries": {
                  Row: {
                    "at": string,"id": string,"kind": string,"user_id": string,"words": string
                  }
                  ComputedFields: never
                  Insert: {
                    "at": string,"id": string,"kind": string,"user_id": string,"words": string
                  }
                  Update: {
                    "at"?: string,"id"?: string,"kind"?: string,"user_id"?: string,"words"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "search_entries_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"search_words": {
                  Row: {
                    "word": string
                  }
                  ComputedFields: never
                  Insert: {
                    "word": string
                  }
                  Update: {
                    "word"?: string
                  }
                  Relationships: [
                    
                  ]
                },"trade_watches": {
                  Row: {
                    "coin_address": string,"created_at": string,"trader": string,"transaction_hash": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "coin_address": string,"created_at"?: string,"trader": string,"transaction_hash": string,"user_id"?: string
                  }
                  Update: {
                    "coin_address"?: string,"created_at"?: string,"trader"?: string,"transaction_hash"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "trade_watches_coin_address_fkey"
      columns: ["coin_address"]
isOneToOne: false
      referencedRelation: "performance_coins"
      referencedColumns: ["coin_address"]
    },{
      foreignKeyName: "trade_watches_user_id_fkey"
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
                    "coin_salt": string | null,"consent": Json | null,"consent_expires_at": string | null,"consent_signature": string | null,"consented_at": string | null,"created_at": string,"decided_at": string,"detection_score": number,"error_kind": string | null,"id": string,"last_error": string | null,"metadata": Json | null,"metadata_cid": string | null,"name": string | null,"nonce": number | null,"opens_at": string | null,"payout_address": string | null,"performance_id": string,"picture": string | null,"predicted_address": string | null,"rule_version": string,"status": string,"ticker": string | null,"updated_at": string,"user_id": string,"wallet_address": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "coin_salt"?: string | null,"consent"?: Json | null,"consent_expires_at"?: string | null,"consent_signature"?: string | null,"consented_at"?: string | null,"created_at"?: string,"decided_at": string,"detection_score": number,"error_kind"?: string | null,"id"?: string,"last_error"?: string | null,"metadata"?: Json | null,"metadata_cid"?: string | null,"name"?: string | null,"nonce"?: number | null,"opens_at"?: string | null,"payout_address"?: string | null,"performance_id": string,"picture"?: string | null,"predicted_address"?: string | null,"rule_version": string,"status"?: string,"ticker"?: string | null,"updated_at"?: string,"user_id": string,"wallet_address"?: string | null
                  }
                  Update: {
                    "coin_salt"?: string | null,"consent"?: Json | null,"consent_expires_at"?: string | null,"consent_signature"?: string | null,"consented_at"?: string | null,"created_at"?: string,"decided_at"?: string,"detection_score"?: number,"error_kind"?: string | null,"id"?: string,"last_error"?: string | null,"metadata"?: Json | null,"metadata_cid"?: string | null,"name"?: string | null,"nonce"?: number | null,"opens_at"?: string | null,"payout_address"?: string | null,"performance_id"?: string,"picture"?: string | null,"predicted_address"?: string | null,"rule_version"?: string,"status"?: string,"ticker"?: string | null,"updated_at"?: string,"user_id"?: string,"wallet_address"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_queue_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "viral_queue_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "viral_queue_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"viral_receipt_events": {
                  Row: {
                    "age_days": number | null,"at": string,"circle": number,"follower_count": number | null,"kind": number,"performance_id": string,"person": string,"place": number,"score": number | null
                  }
                  ComputedFields: never
                  Insert: {
                    "age_days"?: number | null,"at": string,"circle": number,"follower_count"?: number | null,"kind": number,"performance_id": string,"person": string,"place": number,"score"?: number | null
                  }
                  Update: {
                    "age_days"?: number | null,"at"?: string,"circle"?: number,"follower_count"?: number | null,"kind"?: number,"performance_id"?: string,"person"?: string,"place"?: number,"score"?: number | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_receipt_events_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "viral_receipts"
      referencedColumns: ["performance_id"]
    }
                  ]
                },"viral_receipts": {
                  Row: {
                    "circles": number,"confirmed_at": string,"created_at": string,"creator_followers": number | null,"creator_usual": number | null,"decided_at": string,"events": number,"events_hash": string,"left_out": number,"left_out_for": NonNullable<Json>,"ordinary_worth": number | null,"people": number,"people_needed": number,"performance_id": string,"posted_at": string,"receipt_hash": string,"rule_version": string,"score": number,"terms": NonNullable<Json>,"threshold": number
                  }
                  ComputedFields: never
                  Insert: {
                    "circles": number,"confirmed_at": string,"created_at"?: string,"creator_followers"?: number | null,"creator_usual"?: number | null,"decided_at": string,"events": number,"events_hash": string,"left_out": number,"left_out_for": NonNullable<Json>,"ordinary_worth"?: number | null,"people": number,"people_needed": number,"performance_id": string,"posted_at": string,"receipt_hash": string,"rule_version": string,"score": number,"terms": NonNullable<Json>,"threshold": number
                  }
                  Update: {
                    "circles"?: number,"confirmed_at"?: string,"created_at"?: string,"creator_followers"?: number | null,"creator_usual"?: number | null,"decided_at"?: string,"events"?: number,"events_hash"?: string,"left_out"?: number,"left_out_for"?: NonNullable<Json>,"ordinary_worth"?: number | null,"people"?: number,"people_needed"?: number,"performance_id"?: string,"posted_at"?: string,"receipt_hash"?: string,"rule_version"?: string,"score"?: number,"terms"?: NonNullable<Json>,"threshold"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_receipts_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "viral_receipts_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: true
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "viral_receipts_rule_version_fkey"
      columns: ["rule_version"]
isOneToOne: false
      referencedRelation: "viral_rules"
      referencedColumns: ["version"]
    }
                  ]
                },"viral_refits": {
                  Row: {
                    "channel": string,"examples": number,"failure": string | null,"hits": number,"id": number,"made_at": string,"trials": NonNullable<Json>,"version": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "channel": string,"examples": number,"failure"?: string | null,"hits": number,"id"?: never,"made_at"?: string,"trials": NonNullable<Json>,"version"?: string | null
                  }
                  Update: {
                    "channel"?: string,"examples"?: number,"failure"?: string | null,"hits"?: number,"id"?: never,"made_at"?: string,"trials"?: NonNullable<Json>,"version"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_refits_version_fkey"
      columns: ["version"]
isOneToOne: true
      referencedRelation: "viral_rules"
      referencedColumns: ["version"]
    }
                  ]
                },"viral_rules": {
                  Row: {
                    "made_at": string,"made_by": string | null,"rule": NonNullable<Json>,"version": string
                  }
                  ComputedFields: never
                  Insert: {
                    "made_at"?: string,"made_by"?: string | null,"rule": NonNullable<Json>,"version": string
                  }
                  Update: {
                    "made_at"?: string,"made_by"?: string | null,"rule"?: NonNullable<Json>,"version"?: string
                  }
                  Relationships: [
                    
                  ]
                },"viral_rules_in_force": {
                  Row: {
                    "channel": string,"id": number,"put_at": string,"put_by": string | null,"reason": string,"valid_from": string,"version": string
                  }
                  ComputedFields: never
                  Insert: {
                    "channel"?: string,"id"?: never,"put_at"?: string,"put_by"?: string | null,"reason": string,"valid_from"?: string,"version": string
                  }
                  Update: {
                    "channel"?: string,"id"?: never,"put_at"?: string,"put_by"?: string | null,"reason"?: string,"valid_from"?: string,"version"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_rules_in_force_version_fkey"
      columns: ["version"]
isOneToOne: false
      referencedRelation: "viral_rules"
      referencedColumns: ["version"]
    }
                  ]
                },"viral_shadow_decisions": {
                  Row: {
                    "confirmed_at": string | null,"fired_at": string | null,"judged_at": string,"performance_id": string,"score": number | null,"version": string
                  }
                  ComputedFields: never
                  Insert: {
                    "confirmed_at"?: string | null,"fired_at"?: string | null,"judged_at"?: string,"performance_id": string,"score"?: number | null,"version": string
                  }
                  Update: {
                    "confirmed_at"?: string | null,"fired_at"?: string | null,"judged_at"?: string,"performance_id"?: string,"score"?: number | null,"version"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "viral_shadow_decisions_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "performances"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "viral_shadow_decisions_performance_id_fkey"
      columns: ["performance_id"]
isOneToOne: false
      referencedRelation: "takes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "viral_shadow_decisions_version_fkey"
      columns: ["version"]
isOneToOne: false
      referencedRelation: "viral_rules"
      referencedColumns: ["version"]
    }
                  ]
                }
          }
          Views: {
            "coin_earnings": {
                  Row: {
                    "coin_address": string,"coin_amount": number | null,"currency": string,"currency_amount": number | null,"eth_amount": number | null,"last_at": string | null,"last_block": number | null,"payout_recipient": string,"times": number | null,"week_currency_amount": number | null,"week_eth_amount": number | null
                  }
                  ComputedFields: never
                  Insert: {
                           "coin_address"?: string | null,"coin_amount"?: number | null,"currency"?: string | null,"currency_amount"?: number | null,"eth_amount"?: number | null,"last_at"?: string | null,"last_block"?: number | null,"payout_recipient"?: string | null,"times"?: number | null,"week_currency_amount"?: number | null,"week_eth_amount"?: number | null
                         }
                        Update: {
                           "coin_address"?: string | null,"coin_amount"?: number | null,"currency"?: string | null,"currency_amount"?: number | null,"eth_amount"?: number | null,"last_at"?: string | null,"last_block"?: number | null,"payout_recipient"?: string | null,"times"?: number | null,"week_currency_amount"?: number | null,"week_eth_amount"?: number | null
                         }
                        Relationships: [
                    
                  ]
                },"takes": {
                  Row: {
                    "audio_url": string | null,"cast_at": string | null,"created_at": string,"duration_ms": number | null,"farcaster_cast_id": string | null,"id": string,"ink": string,"kind": string,"media": Json | null,"number": number,"performance_coins": Json | null,"performance_metrics": Json | null,"poster_lines": (string)[],"poster_url": string | null,"title": string,"users": Json | null,"video_url": string | null
                  }
                  ComputedFields: never
                  Insert: {
                           "audio_url"?: string | null,"cast_at"?: string | null,"created_at"?: string | null,"duration_ms"?: number | null,"farcaster_cast_id"?: string | null,"id"?: string | null,"ink"?: string | null,"kind"?: string | null,"media"?: Json | null,"number"?: number | null,"performance_coins"?: Json | null,"performance_metrics"?: Json | null,"poster_lines"?: (string)[] | null,"poster_url"?: string | null,"title"?: string | null,"users"?: Json | null,"video_url"?: string | null
                         }
                        Update: {
                           "audio_url"?: string | null,"cast_at"?: string | null,"created_at"?: string | null,"duration_ms"?: number | null,"farcaster_cast_id"?: string | null,"id"?: string | null,"ink"?: string | null,"kind"?: string | null,"media"?: Json | null,"number"?: number | null,"performance_coins"?: Json | null,"performance_metrics"?: Json | null,"poster_lines"?: (string)[] | null,"poster_url"?: string | null,"title"?: string | null,"users"?: Json | null,"video_url"?: string | null
                         }
                        Relationships: [
                    
                  ]
                }
          }
          Functions: {
            "answer_copy":
{ Args: { "answer": string,"answered": (number)[],"reason": string }; Returns: undefined
                           },
"copy_queue":
{ Args: { "most"?: number }; Returns: {
              "appeal": string,"claims": Json,"found_at": string,"note": string,"number": number,"operator": string,"performance_id": string,"title": string
            }[]
                           },
"credit_lines":
{ Args: { "move"?: string,"take"?: string }; Returns: {
              "display_name": string,"generation": number,"performance_id": string,"title": string,"user_id": string
            }[]
                           },
"entries_like":
{ Args: { "most": number,"pattern": string,"wanted_kind": string }; Returns: {
              "at": string,
"id": string,
"kind": string,
"user_id": string,
"words": string
            }[]
                          SetofOptions: {
        from: "*"
        to: "search_entries"
        isOneToOne: false
        isSetofReturn: true
      } },
"feed_for_you":
{ Args: { "after_id"?: string,"after_rank"?: number,"page"?: number }; Returns: {
              "next": Json,"take": Json
            }[]
                           },
"feed_new":
{ Args: { "after_at"?: string,"after_number"?: number,"page"?: number }; Returns: {
              "next": Json,"take": Json
            }[]
                           },
"feed_rising":
{ Args: { "after_id"?: string,"after_score"?: number,"page"?: number }; Returns: {
              "next": Json,"take": Json
            }[]
                           },
"feed_underground":
{ Args: { "after_id"?: string,"after_score"?: number,"page"?: number }; Returns: {
              "next": Json,"take": Json
            }[]
                           },
"fold_words":
{ Args: { "words": string }; Returns: string
                           },
"hidden_moves":
{ Args: { "chain": string }; Returns: {
              "created_at": string,"depth": number,"id": string,"parent_id": string
            }[]
                           },
"is_operator":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"launch_is_over":
{ Args: { "take": string }; Returns: boolean
                           },
"market_clock":
{ Args: Record<PropertyKey, never>; Returns: {
              "block_at": string,"block_number": number,"seen_at": string
            }[]
                           },
"moderate_chain":
{ Args: { "chain": string,"decision": string,"reason": string }; Returns: undefined
                           },
"moderate_holders_file":
{ Args: { "decision": string,"file": string,"reason": string }; Returns: undefined
                           },
"moderate_move":
{ Args: { "decision": string,"move": string,"reason": string }; Returns: undefined
                           },
"moderate_take":
{ Args: { "decision": string,"reason": string,"take": string }; Returns: undefined
                           },
"moderation_log":
{ Args: { "before"?: number,"most"?: number }; Returns: {
              "action": string,"created_at": string,"id": number,"kind": string,"note": string,"number": number,"operator": string,"subject_id": string,"title": string,"undoable": boolean
            }[]
                           },
"moderation_queue":
{ Args: { "most"?: number }; Returns: {
              "appeal": string,"asked_at": string,"creator": string,"details": (string)[],"fid": number,"kind": string,"note": string,"number": number,"page_id": string,"reasons": (string)[],"reports": number,"status": string,"subject_id": string,"title": string,"username": string
            }[]
                           },
"move_before":
{ Args: { "move": string }; Returns: string
                           },
"own_launches":
{ Args: Record<PropertyKey, never>; Returns: {
              "consent_expires_at": string,"id": string,"ink": string,"last_error": string,"name": string,"opens_at": string,"performance_id": string,"poster_url": string,"status": string,"ticker": string,"title": string
            }[]
                           },
"own_payouts":
{ Args: Record<PropertyKey, never>; Returns: {
              "account": string,"bps": number,"coin_address": string,"currency": string,"ink": string,"is_own": boolean,"payout_address": string,"performance_id": string,"poster_url": string,"symbol": string,"title": string
            }[]
                           },
"recent_engagement":
{ Args: { "performance": string }; Returns: {
              "display_name": string,"event_at": string,"reaction_type": number
            }[]
                           },
"search_stage":
{ Args: { "after_at"?: string,"after_id"?: string,"after_score"?: number,"page"?: number,"words": string }; Returns: {
              "next": Json,"person": Json,"take": Json
            }[]
                           },
"server_time":
{ Args: Record<PropertyKey, never>; Returns: {
              "at": string
            }[]
                           },
"viral_shadow_report":
{ Args: Record<PropertyKey, never>; Returns: {
              "channel": string,"coin_hits": number,"coins": number,"confirmed": number,"fired": number,"fired_hits": number,"hits": number,"judged": number,"made_at": string,"settled": number,"version": string
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
