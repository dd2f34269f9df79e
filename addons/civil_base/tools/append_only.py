"""Lets the database itself refuse every change of a table that is only added to."""

from odoo.tools import SQL

_FUNCTION = "civil_append_only_refuse"


def guard(cr, table):
    """Let PostgreSQL refuse UPDATE, DELETE and TRUNCATE of a table.

    Whoever tries gets ``insufficient_privilege``, the database's owner too as long as
    the triggers are on. Again: nothing changes.

    :param table: name of the table
    """
    cr.execute(
        SQL(
            """
            CREATE OR REPLACE FUNCTION %s() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '%% can only be added to', TG_TABLE_NAME
                    USING ERRCODE = 'insufficient_privilege';
            END $$
            """,
            SQL.identifier(_FUNCTION),
        )
    )
    for name, events, each in (
        (f"{table}_row", "UPDATE OR DELETE", "ROW"),
        (f"{table}_table", "TRUNCATE", "STATEMENT"),
    ):
        cr.execute(
            SQL(
                "CREATE OR REPLACE TRIGGER %s BEFORE %s ON %s"
                " FOR EACH %s EXECUTE FUNCTION %s()",
                SQL.identifier(name),
                SQL(events),
                SQL.identifier(table),
                SQL(each),
                SQL.identifier(_FUNCTION),
            )
        )


def unguard(cr, table):
    """Take the guard of a table away, before the table goes."""
    for name in (f"{table}_row", f"{table}_table"):
        cr.execute(
            SQL(
                "DROP TRIGGER IF EXISTS %s ON %s",
                SQL.identifier(name),
                SQL.identifier(table),
            )
        )


def forget(cr):
    """Take the guard of all tables away, and what it is made of."""
    cr.execute(SQL("DROP FUNCTION IF EXISTS %s CASCADE", SQL.identifier(_FUNCTION)))
