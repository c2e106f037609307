export { listProducts, type ProductItem, ProductListInput } from './list-products';
