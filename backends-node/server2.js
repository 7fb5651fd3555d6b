'use strict';

require('./backend').start(2, 9002);
