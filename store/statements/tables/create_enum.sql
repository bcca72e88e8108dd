-- A type of these values, in this order.
-- {enum}  the type    {values}  texts in quotation marks: a type's values cannot be bound
CREATE TYPE {enum} AS ENUM ({values})
