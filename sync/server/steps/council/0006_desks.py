"""Which devices are or were the council's own desk: a desk whose key is lost or stolen has a successor."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """The first desk is whoever sealed the first revision."""
    op.create_table(
        "desk",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("since", sa.String(27), nullable=False),
    )
    op.execute(
        "INSERT INTO desk (device, since) SELECT device.id, device.registered FROM device"
        " WHERE device.id = (SELECT device FROM revision WHERE number = 1)"
    )
