/** First and last names that belong together; no real person is meant. */
export const NAMES: readonly { first: readonly string[]; last: readonly string[] }[] = [
  { first: ['Tunde', 'Ifeoma', 'Chinedu', 'Folake', 'Emeka'], last: ['Okafor', 'Balogun', 'Eze', 'Adebayo'] },
  { first: ['Saoirse', 'Eoin', 'Aoife', 'Callum', 'Niamh'], last: ['Byrne', 'Gallagher', 'Murray', 'Doyle'] },
  { first: ['Lucía', 'Mateo', 'Valentina', 'Joaquín', 'Camila'], last: ['Herrera', 'Quispe', 'Rojas', 'Navarro'] },
  { first: ['Haruka', 'Ren', 'Yui', 'Sota', 'Aoi'], last: ['Mori', 'Ishida', 'Kato', 'Ueda'] },
  { first: ['Priya', 'Arjun', 'Meera', 'Rohan', 'Ananya'], last: ['Nair', 'Deshpande', 'Iyer', 'Sen'] },
  { first: ['Zeynep', 'Emre', 'Elif', 'Deniz', 'Selin'], last: ['Yıldız', 'Aydın', 'Koç', 'Demir'] },
  { first: ['Katarzyna', 'Tomasz', 'Zofia', 'Jakub', 'Maja'], last: ['Nowak', 'Zając', 'Wrona', 'Lis'] },
  { first: ['Aroha', 'Tāne', 'Manaia', 'Wiremu', 'Hine'], last: ['Parata', 'Ngata', 'Hēnare', 'Tūhoe'] },
  { first: ['Yara', 'Karim', 'Layla', 'Omar', 'Salma'], last: ['Haddad', 'Nasser', 'Khoury', 'Mansour'] },
  { first: ['Min-ji', 'Ji-hoon', 'Seo-yeon', 'Dong-hyun', 'Ha-eun'], last: ['Park', 'Choi', 'Kang', 'Yoon'] },
  { first: ['Thandiwe', 'Sipho', 'Nomsa', 'Lebo', 'Zanele'], last: ['Dlamini', 'Mokoena', 'Khumalo', 'Ndlovu'] },
  { first: ['Astrid', 'Leif', 'Freja', 'Nils', 'Solveig'], last: ['Lindqvist', 'Holm', 'Dahl', 'Berg'] },
  { first: ['Beatriz', 'Thiago', 'Larissa', 'Caio', 'Iara'], last: ['Moreira', 'Teixeira', 'Barros', 'Lopes'] },
  { first: ['Wen', 'Jun', 'Xiaoling', 'Hao', 'Lan'], last: ['Zhao', 'Lin', 'Guo', 'Shen'] },
  { first: ['Chiara', 'Matteo', 'Giulia', 'Davide', 'Elena'], last: ['Ferri', 'Conti', 'Greco', 'Villa'] },
  { first: ['Amina', 'Juma', 'Wanjiku', 'Otieno', 'Neema'], last: ['Mwangi', 'Achieng', 'Kamau', 'Njoroge'] },
];
