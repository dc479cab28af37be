"""What a laptop shows when it signs in, and what follows from the answer."""

from dataclasses import replace

import msgspec

from app.practice.errors import ServerAnswerStrange
from app.records.exchange import ExchangeState
from app.records.identity import Identity
from app.records.revision import RECORD_BYTES
from sync import protocol
from sync.protocol import SignedIn, SignIn


def shown(identity: Identity, name: str, password: str) -> SignIn:
    """Who wants to exchange, from which laptop."""
    device = bytes.fromhex(identity.device)
    return SignIn(
        name=name,
        password=password,
        device=device,
        public_key=identity.public_key,
        author=bytes.fromhex(identity.staff),
        proof=identity.signer.sign(protocol.device_proof(device, identity.public_key, name)),
    )


def registered_as(state: ExchangeState, answer: SignedIn, address: str, name: str) -> ExchangeState:
    """The state of a laptop that is signed in. Raises `ServerAnswerStrange`, also when it is another council."""
    council = answer.council.hex()
    if len(answer.staff) != RECORD_BYTES or len(answer.council) != RECORD_BYTES:
        raise ServerAnswerStrange(address=address, status=200, detail="no staff or no council")
    if state.council and state.council != council:
        raise ServerAnswerStrange(address=address, status=200, detail="another council")
    vouch_key = answer.vouch_key.hex()
    return msgspec.structs.replace(
        state,
        address=address,
        sign_in=name,
        token=answer.token,
        council=council,
        council_name=answer.council_name,
        vouch_key=state.vouch_key or vouch_key,
        vouch_offered=vouch_key if state.vouch_key not in ("", vouch_key) else "",
        stopped="",
        last_failure="",
        last_failure_at="",
    )


def now_known_as(identity: Identity, answer: SignedIn) -> Identity:
    """The identity from now on: that of the member of staff whom the council named."""
    staff = answer.staff.hex()
    formerly = identity.formerly if staff == identity.staff else (*identity.formerly, identity.staff)
    return replace(identity, staff=staff, name=answer.name, formerly=formerly)
