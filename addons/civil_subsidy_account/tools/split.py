"""Splits a table of whole cents so that rows and columns foot. No database."""


def spread(rows, columns):
    """Return the table whose rows and columns add up to the given sums.

    Each cell is close to the proportion of its row and column: down the rows, a
    column has at each row what its proportion of all rows so far comes to, rounded,
    out of what the columns before it leave over. No cell is negative.

    :param rows: whole cents of each row
    :param columns: whole cents of each column; the same in sum
    :raises ValueError: the sums differ or one is negative
    >>> spread([100, 100, 100], [100, 200])
    [[33, 67], [34, 66], [33, 67]]
    >>> spread([1], [0, 1])
    [[0, 1]]
    """
    if sum(rows) != sum(columns) or min((*rows, *columns), default=0) < 0:
        raise ValueError("rows and columns must be positive and the same in sum")
    table = [[] for _row in rows]
    rest, left = list(rows), sum(rows)
    for column in columns:
        so_far = taken = 0
        for place, amount in enumerate(rest):
            so_far += amount
            run = (2 * so_far * column + left) // (2 * left) if left else 0
            table[place].append(run - taken)
            rest[place] -= run - taken
            taken = run
        left -= column
    return table
