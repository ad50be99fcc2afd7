/* The way from the ledger's outbox into Kafka, for spin: every interleaving of a writer, two publishers that share one
 * instance id (the second as a restarted or doubled daemon), a coordinator that finishes commits late and gives up slow
 * transactions, and crashes at any step.
 *
 * Checked: no record is in Kafka twice (assert in complete), nothing leaves the outbox that is not decided for Kafka
 * (assert in confirm), and when nothing can move any more every record is there and somebody still publishes.
 *
 * Each step names the function that does it. BUG_… leaves one out: then spin must find a fault (run_model.sh).
 */
#ifndef ROWS
#define ROWS 2
#endif
#ifndef FAULTS
#define FAULTS 2
#endif
#define CONNECTS (FAULTS + 4)

mtype = { none, open, prepared };  /* the transaction of our transactional id, at its coordinator */

/* The ledger: rows deleted+1 .. assigned are in the outbox. Durable. */
byte assigned = 0;
byte deleted = 0;

/* Kafka. Durable. */
byte times[ROWS + 1];     /* how often a read-committed reader sees the record */
byte checkpoint = 0;
byte owner = 0;           /* newest claim */
byte epoch = 0;
mtype txn = none;
byte txn_from, txn_to, txn_claim;

byte faults = 0, connects = 0, names = 0, alive = 0;

/* The transaction's markers are written: its records become readable, all at once. */
inline complete() {
  d_step {
    if
    :: txn_claim != 0 -> owner = txn_claim
    :: else ->
       n = txn_from;
       do
       :: n <= txn_to -> times[n]++; assert(times[n] == 1); n++
       :: else -> break
       od;
       checkpoint = txn_to
    fi;
    n = 0;
    txn = none
  }
}

/* ledger::Ledger::commit: outcomes and their outbox rows in one SQLite transaction. */
active proctype Writer() {
  do
  :: assigned < ROWS -> assigned++
  :: else -> break
  od
}

/* Kafka's transaction coordinator. */
active proctype Coordinator() {
  byte n = 0;
end:
  do
  :: atomic { txn == prepared -> complete() }
  :: atomic { txn == open && faults < FAULTS -> faults++; txn = none; epoch++ }  /* transaction.timeout.ms */
  od
}

/* PublishLoop::confirm -> ledger::Ledger::confirm_outbox */
inline confirm(upto) {
  d_step {
    if
    :: upto > deleted ->
       n = deleted + 1;
       do
       :: n <= upto ->
          assert(times[n] == 1 || (txn == prepared && txn_claim == 0 && txn_from <= n && n <= txn_to));
          n++
       :: else -> break
       od;
       deleted = upto
    :: else
    fi;
    n = 0
  }
}

#define FAULT  atomic { faults < FAULTS -> faults++ }
#define CRASH  atomic { faults < FAULTS -> faults++; goto boot }

proctype Publisher() {
  byte mine, confirmed, from, upto, name, seen, n;
  bool claimed, claiming;

boot:  /* a process starts, with nothing in memory */
  atomic {
    mine = 0; confirmed = 0; from = 0; upto = 0; seen = 0; n = 0; claimed = false; claiming = false;
    names++; name = names
  }

connect:  /* KafkaBroker::connect: init_transactions */
  atomic {
    connects < CONNECTS ->
    connects++;
    if
    :: txn == prepared -> complete()
    :: txn == open -> txn = none
    :: else
    fi;
#ifndef BUG_NO_FENCING
    epoch++;
#endif
    mine = epoch; claimed = false
  }
  if
  :: CRASH
  :: skip
  fi;

read_checkpoint:  /* PublishLoop::read_checkpoint: waits for what is being decided */
  atomic {
    txn != prepared ->
    from = 0; upto = 0; claiming = false;
#ifndef BUG_NO_CHECKPOINT
    if
    :: checkpoint > confirmed -> confirmed = checkpoint
    :: else
    fi;
#endif
    if
    :: !claimed -> seen = owner
    :: else
    fi;
    confirm(confirmed)
  }
  if
  :: CRASH
  :: !claimed -> claiming = true; goto begin
  :: claimed -> skip
  fi;

idle:  /* PublishLoop::next_batch */
  claiming = false;
end_idle:
  if
  :: atomic {
       assigned > confirmed && assigned > deleted ->
       from = confirmed + 1;
       if
       :: deleted > confirmed -> from = deleted + 1
       :: else
       fi;
       if  /* a batch: one row, or all there are */
       :: upto = from
       :: upto = assigned
       fi
     }
  :: CRASH
  fi;

begin:  /* PublishLoop::open: begin, send …, send_checkpoint or send_claim */
 
  if
  :: atomic {
       mine == epoch && txn == none ->
       txn = open; txn_from = from; txn_to = upto;
       txn_claim = (claiming -> name : 0)
     }
  :: mine != epoch -> goto disputed
  :: CRASH
  fi;
#ifdef BUG_CONFIRM_BEFORE_COMMIT
  if
  :: !claiming -> confirm(upto)
  :: else
  fi;
#endif

commit:  /* PublishLoop::commit -> KafkaBroker::commit */
  if
  :: atomic { mine == epoch && txn == open -> txn = prepared }  /* the request arrives … */
     if
     :: skip                      /* … and so does the answer */
     :: CRASH
     :: FAULT -> goto lost        /* … its answer does not */
     :: FAULT -> goto aborting    /* … or says to abort what is being committed (epoch bump) */
     fi
  :: atomic { mine == epoch && txn == open && faults < FAULTS -> faults++ }
     if                           /* the request does not arrive */
     :: goto lost
     :: goto aborting
     fi
  :: mine != epoch -> goto disputed
  :: CRASH
  fi;

committed:  /* PublishLoop::committed */
  if
  :: claiming -> claimed = true; seen = name; goto idle
  :: else
  fi;
  confirmed = upto;
  if
  :: CRASH                        /* failpoint after_kafka_commit */
  :: skip
  fi;
  confirm(confirmed);             /* PublishLoop::committed_rows */
  goto idle;

aborting:  /* PublishLoop::abort -> KafkaBroker::abort */
  if
  :: atomic {
       mine == epoch ->
       if
       :: txn == open -> txn = none
       :: else
       fi
     }
#ifdef BUG_NO_REREAD_AFTER_ABORT
     if
     :: claimed -> goto idle
     :: else -> goto begin
     fi
#else
     goto read_checkpoint
#endif
  :: mine != epoch -> goto disputed
  :: CRASH
  fi;

lost:  /* PublishLoop::lost: a new producer */
  goto connect;

disputed:  /* PublishLoop::look_who_fenced_us */
#ifdef BUG_STOP_WHEN_FENCED
  alive--;
  goto stopped;
#endif
  atomic {
    txn != prepared ->
    if
    :: owner == 0 || owner == name || owner == seen -> goto connect
    :: else -> alive--; goto stopped
    fi
  }

stopped:
  skip
}

init {
  atomic { alive = 2; run Publisher(); run Publisher() }
  byte n = 1;
  timeout ->  /* nothing moves any more */
  if
  :: connects == CONNECTS                       /* the bound of the model was reached, not an end of the daemon's */
  :: else ->
     assert(alive > 0);
     do
     :: n <= ROWS -> assert(times[n] == 1); n++
     :: else -> break
     od;
     assert(deleted == ROWS)
  fi
}
